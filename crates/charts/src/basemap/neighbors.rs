//! Who borders on whom, and which steps lead over water.

use std::collections::{BTreeMap, BTreeSet};

use domain::municipality::MunicipalityCode;

use super::topology::{Topology, arc_index};

/// Returns the neighbors of each municipality, in the order of the codes.
pub(super) fn find(
    topology: &Topology,
    center: impl Fn(MunicipalityCode) -> (f64, f64),
) -> Vec<Vec<MunicipalityCode>> {
    let mut graph = by_shared_arcs(topology);
    while let Some((from, to)) = shortest_bridge(&graph, &center) {
        link(&mut graph, from, to);
    }
    graph.into_values().map(|neighbors| neighbors.into_iter().collect()).collect()
}

pub(super) type Graph = BTreeMap<MunicipalityCode, BTreeSet<MunicipalityCode>>;

fn link(graph: &mut Graph, one: MunicipalityCode, other: MunicipalityCode) {
    graph.entry(one).or_default().insert(other);
    graph.entry(other).or_default().insert(one);
}

/// Links the municipalities that share a border on land.
pub(super) fn by_shared_arcs(topology: &Topology) -> Graph {
    let mut users: BTreeMap<usize, BTreeSet<MunicipalityCode>> = BTreeMap::new();
    let mut graph = Graph::new();
    for (code, polygons) in &topology.municipalities {
        graph.entry(*code).or_default();
        for number in polygons.iter().flatten().flatten() {
            users.entry(arc_index(*number)).or_default().insert(*code);
        }
    }
    for sharers in users.into_values() {
        for one in &sharers {
            for other in sharers.range(..one) {
                link(&mut graph, *one, *other);
            }
        }
    }
    graph
}

/// Returns the shortest way between the centers of two municipalities that no walk joins yet.
///
/// Joining the shortest first links every island to the municipality whose center is nearest.
fn shortest_bridge(
    graph: &Graph,
    center: &impl Fn(MunicipalityCode) -> (f64, f64),
) -> Option<(MunicipalityCode, MunicipalityCode)> {
    let component = components(graph);
    let distance = |(one, other): (MunicipalityCode, MunicipalityCode)| {
        let ((x1, y1), (x2, y2)) = (center(one), center(other));
        (x2 - x1).powi(2) + (y2 - y1).powi(2)
    };
    graph
        .keys()
        .flat_map(|one| graph.keys().map(move |other| (*one, *other)))
        .filter(|(one, other)| one < other && component[one] != component[other])
        .min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
}

/// Gives each municipality the lowest code that a walk from it can reach.
pub(super) fn components(graph: &Graph) -> BTreeMap<MunicipalityCode, MunicipalityCode> {
    let mut component = BTreeMap::new();
    for start in graph.keys() {
        let mut waiting = vec![*start];
        while let Some(code) = waiting.pop() {
            if component.contains_key(&code) {
                continue;
            }
            component.insert(code, *start);
            waiting.extend(&graph[&code]);
        }
    }
    component
}
