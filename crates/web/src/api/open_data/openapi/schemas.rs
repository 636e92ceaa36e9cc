//! What our own JSON holds.

use serde_json::{Value as Json, json};
use tables::cell::Missing;

/// Returns the schemas by name.
pub fn all() -> Json {
    json!({
        "Problem": problem(),
        "StatbankProblem": statbank_problem(),
        "Changes": changes(),
        "TableFile": table_file(),
        "Graph": { "description": "JSON-LD", "type": ["array", "object"] },
        "Description": { "type": "object" },
        "Anything": { "description": "As Statistics Denmark's API answers", "type": ["array", "object"] },
    })
}

/// *Source*: RFC 9457, with extension members.
fn problem() -> Json {
    json!({
        "type": "object",
        "description": "Why a call is refused (RFC 9457)",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "field": { "type": "string", "description": "The parameter at fault" },
            "limit": { "type": "integer", "description": "The limit that is passed" },
            "hint": { "type": "string", "description": "What the caller can do" },
        },
    })
}

fn statbank_problem() -> Json {
    json!({
        "type": "object",
        "description": "Why a call to /v1 is refused",
        "required": ["errorTypeCode", "message"],
        "properties": {
            "errorTypeCode": { "type": "string" },
            "message": { "type": "string" },
            "field": { "type": "string" },
            "limit": { "type": "integer" },
            "hint": { "type": "string" },
        },
    })
}

fn changes() -> Json {
    let text = json!({ "type": "string" });
    let values =
        json!({ "type": "object", "additionalProperties": { "type": "array", "items": text } });
    json!({
        "type": "object",
        "required": ["from", "to", "limit", "complete", "tables"],
        "properties": {
            "from": draw(),
            "to": draw(),
            "limit": { "type": "integer", "description": "How many cells are listed at most" },
            "complete": { "type": "boolean", "description": "Whether every cell that differs is listed" },
            "tables": { "type": "array", "items": {
                "type": "object",
                "required": [
                    "id", "title", "state", "new_values", "gone_values", "cells_changed", "cells",
                ],
                "properties": {
                    "id": text,
                    "title": text,
                    "state": { "enum": ["kept", "new", "gone", "reshaped"] },
                    "new_values": values,
                    "gone_values": values,
                    "cells_changed": { "type": "integer" },
                    "cells": { "type": "array", "items": {
                        "type": "object",
                        "required": ["codes", "before", "after"],
                        "properties": {
                            "codes": { "type": "object", "additionalProperties": text },
                            "before": cell(),
                            "after": cell(),
                        },
                    } },
                },
            } },
        },
    })
}

fn draw() -> Json {
    json!({
        "type": "object",
        "required": ["bank", "drawn_on", "provenance"],
        "properties": {
            "bank": { "type": "string" },
            "drawn_on": { "type": "string", "format": "date" },
            "provenance": { "enum": ["delivered", "synthetic"] },
        },
    })
}

fn cell() -> Json {
    json!({
        "type": "object",
        "required": ["value"],
        "properties": {
            "value": { "type": ["number", "null"] },
            "missing": {
                "enum": Missing::ALL.map(Missing::word),
                "description": "Why there is no number",
            },
        },
    })
}

/// A file of the maps: facts, columns with units, notes, and rows under a name of their own.
fn table_file() -> Json {
    json!({
        "type": "object",
        "required": ["columns", "notes", "release"],
        "properties": {
            "columns": { "type": "array" },
            "notes": { "type": "array", "items": { "type": "string" } },
            "drawn_on": { "type": "string", "format": "date" },
            "provenance": { "enum": ["delivered", "synthetic"] },
            "release": { "type": "string" },
        },
    })
}
