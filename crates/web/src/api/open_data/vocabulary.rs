//! The words of the vocabularies that the catalog is written in.
//!
//! *Source*: DCAT 3 (W3C), DCAT-AP 3.0.1 (SEMIC), the authority tables of the Publications Office of the
//! European Union.

use oxrdf::NamedNodeRef;

/// The prefixes that make the catalog readable.
pub const PREFIXES: [(&str, &str); 8] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcatap", "http://data.europa.eu/r5r/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A term of a vocabulary.
pub type Word = NamedNodeRef<'static>;

macro_rules! words {
    ($($module:ident $start:literal { $($name:ident = $end:literal,)* })*) => {$(
        #[doc = concat!("Terms of `", $start, "`.")]
        pub mod $module {
            use super::Word;
            $(
                #[doc = concat!("`", $end, "`")]
                pub const $name: Word = Word::new_unchecked(concat!($start, $end));
            )*
        }
    )*};
}

words! {
    dcat "http://www.w3.org/ns/dcat#" {
        ACCESS_SERVICE = "accessService",
        ACCESS_URL = "accessURL",
        CATALOG = "Catalog",
        CONTACT_POINT = "contactPoint",
        DATA_SERVICE = "DataService",
        DATASET = "Dataset",
        DATASET_LINK = "dataset",
        DATASET_SERIES = "DatasetSeries",
        DISTRIBUTION = "Distribution",
        DISTRIBUTION_LINK = "distribution",
        DOWNLOAD_URL = "downloadURL",
        END_DATE = "endDate",
        ENDPOINT_DESCRIPTION = "endpointDescription",
        ENDPOINT_URL = "endpointURL",
        IN_SERIES = "inSeries",
        KEYWORD = "keyword",
        LANDING_PAGE = "landingPage",
        MEDIA_TYPE = "mediaType",
        SERVES_DATASET = "servesDataset",
        SERVICE = "service",
        START_DATE = "startDate",
        THEME = "theme",
        THEME_TAXONOMY = "themeTaxonomy",
        VERSION = "version",
    }
    dct "http://purl.org/dc/terms/" {
        ACCESS_RIGHTS = "accessRights",
        ACCRUAL_PERIODICITY = "accrualPeriodicity",
        CONFORMS_TO = "conformsTo",
        DESCRIPTION = "description",
        FORMAT = "format",
        FREQUENCY = "Frequency",
        IDENTIFIER = "identifier",
        ISSUED = "issued",
        LANGUAGE = "language",
        LICENSE = "license",
        LICENSE_DOCUMENT = "LicenseDocument",
        LINGUISTIC_SYSTEM = "LinguisticSystem",
        LOCATION = "Location",
        MEDIA_TYPE = "MediaType",
        MEDIA_TYPE_OR_EXTENT = "MediaTypeOrExtent",
        MODIFIED = "modified",
        PERIOD_OF_TIME = "PeriodOfTime",
        PROVENANCE = "provenance",
        PROVENANCE_STATEMENT = "ProvenanceStatement",
        PUBLISHER = "publisher",
        RIGHTS_STATEMENT = "RightsStatement",
        SPATIAL = "spatial",
        STANDARD = "Standard",
        TEMPORAL = "temporal",
        TITLE = "title",
        TYPE = "type",
    }
    foaf "http://xmlns.com/foaf/0.1/" {
        AGENT = "Agent",
        DOCUMENT = "Document",
        HOMEPAGE = "homepage",
        NAME = "name",
    }
    rdfs "http://www.w3.org/2000/01/rdf-schema#" {
        LABEL = "label",
        RESOURCE = "Resource",
    }
    skos "http://www.w3.org/2004/02/skos/core#" {
        CONCEPT = "Concept",
        CONCEPT_SCHEME = "ConceptScheme",
        PREF_LABEL = "prefLabel",
    }
    vcard "http://www.w3.org/2006/vcard/ns#" {
        KIND = "Kind",
        ORGANIZATION = "Organization",
        FORMATTED_NAME = "fn",
        HAS_EMAIL = "hasEmail",
        HAS_URL = "hasURL",
    }
    dcatap "http://data.europa.eu/r5r/" {
        AVAILABILITY = "availability",
    }
}

/// Rows of the European Union's authority tables.
pub mod authority {
    use super::Word;

    macro_rules! rows {
        ($($name:ident = $end:literal,)*) => {$(
            #[doc = concat!("`", $end, "`")]
            pub const $name: Word =
                Word::new_unchecked(concat!("http://publications.europa.eu/resource/authority/", $end));
        )*};
    }

    rows! {
        ANNUAL = "frequency/ANNUAL",
        CSV = "file-type/CSV",
        DANISH = "language/DAN",
        DENMARK = "country/DNK",
        ENGLISH = "language/ENG",
        JSON = "file-type/JSON",
        MONTHLY = "frequency/MONTHLY",
        NATIONAL_AUTHORITY = "corporate-body-classification/GOV",
        PARQUET = "file-type/PARQUET",
        PUBLIC = "access-right/PUBLIC",
        QUARTERLY = "frequency/QUARTERLY",
        SOCIETY = "data-theme/SOCI",
        STABLE = "planned-availability/STABLE",
        THEMES = "data-theme",
        XLSX = "file-type/XLSX",
    }
}
