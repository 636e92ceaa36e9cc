//! How the board decided an appeal.

/// How the board decided one appeal case.
///
/// *Source*: Ankestyrelsen, "Afgørelsestyper og omgørelsesprocent", 20 August 2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Changed or annulled (*ændring/ophævelse*): the board disagreed wholly or partly.
    Changed,
    /// Remitted (*hjemvisning*): the municipality must decide again, and may reach the same result.
    Remitted,
    /// Upheld (*stadfæstelse*): the board agreed with the municipality.
    Upheld,
    /// Dismissed (*afvisning, henvisning, bortfald*): not decided on its merits.
    Dismissed,
}

impl Outcome {
    /// Every outcome, the most far-reaching first.
    ///
    /// A case with several part-decisions counts once, by the first of these that occurs in it
    /// (three upheld and one remitted: remitted).
    pub const BY_REACH: [Self; 4] = [Self::Changed, Self::Remitted, Self::Upheld, Self::Dismissed];

    /// Returns the word used in files and addresses.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Remitted => "remitted",
            Self::Upheld => "upheld",
            Self::Dismissed => "dismissed",
        }
    }

    /// Reads an outcome as deliveries write it: our word or the Danish one, in any case.
    ///
    /// ```
    /// use domain::outcome::Outcome;
    ///
    /// assert_eq!(Outcome::parse("Hjemvisning"), Some(Outcome::Remitted));
    /// assert_eq!(Outcome::parse("upheld"), Some(Outcome::Upheld));
    /// assert_eq!(Outcome::parse("ved ikke"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "changed" => return Some(Self::Changed),
            "remitted" => return Some(Self::Remitted),
            "upheld" => return Some(Self::Upheld),
            "dismissed" => return Some(Self::Dismissed),
            _ => {}
        }
        match text.to_lowercase().as_str() {
            "changed"
            | "annulled"
            | "ændret"
            | "ændring"
            | "ophævet"
            | "ophævelse"
            | "ændring/ophævelse"
            | "ændret/ophævet" => Some(Self::Changed),
            "remitted" | "hjemvist" | "hjemvisning" => Some(Self::Remitted),
            "upheld" | "stadfæstet" | "stadfæstelse" => Some(Self::Upheld),
            "dismissed"
            | "afvist"
            | "afvisning"
            | "henvist"
            | "henvisning"
            | "bortfaldet"
            | "bortfald"
            | "afvisning/henvisning"
            | "afvisning/henvisning/bortfald" => Some(Self::Dismissed),
            _ => None,
        }
    }
}
