//! A graph of statements, and how it is written.

use jiff::civil::Date;
use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphNameRef, Literal, NamedNode, QuadRef, Term, Triple, vocab};
use oxttl::TurtleSerializer;
use tables::text::Text;

use super::vocabulary::{PREFIXES, Word, rdfs};
use domain::format::Language;

/// Statements, in the order they were made.
#[derive(Debug, Default)]
pub struct Graph {
    triples: Vec<Triple>,
}

/// A thing that statements are made of.
#[derive(Debug)]
pub struct Thing<'a> {
    graph: &'a mut Graph,
    name: NamedNode,
}

/// Returns the name of a thing: an address.
pub fn name(address: impl Into<String>) -> NamedNode {
    // Addresses are made of the server's own, which was parsed, and of codes, which are encoded.
    NamedNode::new_unchecked(address)
}

impl Graph {
    /// Begins to tell of a thing of a class.
    pub fn thing(&mut self, name: &NamedNode, class: Word) -> Thing<'_> {
        Thing { graph: self, name: name.clone() }.link(vocab::rdf::TYPE, class)
    }

    /// Tells what class the things of a vocabulary are of, which a reader without it cannot know.
    pub fn class(&mut self, name: impl Into<NamedNode>, class: Word) {
        self.thing(&name.into(), class);
    }

    /// Returns the graph in Turtle.
    pub fn to_turtle(&self) -> Vec<u8> {
        let mut format = TurtleSerializer::new();
        for (prefix, start) in PREFIXES {
            format = format.with_prefix(prefix, start).expect("the prefixes are addresses");
        }
        let mut file = format.for_writer(Vec::new());
        for triple in &self.triples {
            file.serialize_triple(triple).expect("writing to memory does not fail");
        }
        file.finish().expect("writing to memory does not fail")
    }

    /// Returns the graph in JSON-LD.
    pub fn to_json_ld(&self) -> Vec<u8> {
        let mut format = JsonLdSerializer::new();
        for (prefix, start) in PREFIXES {
            format = format.with_prefix(prefix, start).expect("the prefixes are addresses");
        }
        let mut file = format.for_writer(Vec::new());
        for triple in &self.triples {
            let quad = QuadRef::new(
                &triple.subject,
                &triple.predicate,
                &triple.object,
                GraphNameRef::DefaultGraph,
            );
            file.serialize_quad(quad).expect("writing to memory does not fail");
        }
        file.finish().expect("writing to memory does not fail")
    }
}

impl Thing<'_> {
    /// Says that the thing stands in a relation to another.
    pub fn link(self, relation: Word, other: impl Into<NamedNode>) -> Self {
        self.say(relation, other.into())
    }

    /// Says a text in both languages, once where they are the same.
    pub fn text(self, relation: Word, text: &Text) -> Self {
        let thing = self.say(relation, literal(text, Language::Da));
        if text.get(Language::Da) == text.get(Language::En) && relation != rdfs::LABEL {
            return thing;
        }
        thing.say(relation, literal(text, Language::En))
    }

    /// Says a text that is of no language.
    pub fn plain(self, relation: Word, text: &str) -> Self {
        self.say(relation, Literal::new_simple_literal(text))
    }

    /// Says a day.
    pub fn day(self, relation: Word, day: Date) -> Self {
        self.say(relation, Literal::new_typed_literal(day.to_string(), vocab::xsd::DATE))
    }

    fn say(self, relation: Word, object: impl Into<Term>) -> Self {
        let triple = Triple::new(self.name.clone(), relation, object);
        self.graph.triples.push(triple);
        self
    }
}

fn literal(text: &Text, language: Language) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text.get(language), language.tag())
}
