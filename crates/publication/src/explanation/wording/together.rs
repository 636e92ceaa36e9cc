//! What is known of a municipality together with others, or of several of its years.

use domain::format::{self, Language, fixed};

use super::{super::Silence, Explanation, estimated, interval_words};
use crate::{
    analysis::Peer,
    denominator::Denominator,
    figure::{self, Figure},
};

impl Explanation<'_> {
    pub(super) fn level_sentences(&self, language: Language) -> Result<Vec<String>, Silence<'_>> {
        let level = self.level()?;
        let rate = estimated(level.rate, level.interval, language);
        let raw = figure::in_line(self.figure(), language);
        Ok(vec![match language {
            Language::Da => format!(
                "{rate}: så stor ville procenten være, hvis kommunens sager fordelte sig på emner som hele landets. \
                 Uden omregning: {raw}. Sammenlignes med hele landet, ikke med andre kommuner."
            ),
            Language::En => format!(
                "{rate}: that would be the rate if the municipality's cases were spread over topics like the \
                 country's. Unadjusted: {raw}. To be compared with the country, not with other municipalities."
            ),
        }])
    }

    pub(super) fn estimate_sentences(
        &self,
        language: Language,
    ) -> Result<Vec<String>, Silence<'_>> {
        let estimate = self.estimate()?;
        let rate = estimated(estimate.rate, estimate.interval, language);
        let own = format::cases(self.figure().merits().unwrap_or(0), language);
        Ok(vec![match language {
            Language::Da => format!(
                "{rate}: kommunens egne {own}, trukket mod alle kommuner, jo færre sager, jo mere."
            ),
            Language::En => format!(
                "{rate}: the municipality's own {own}, drawn towards all municipalities, the more so the fewer \
                 they are."
            ),
        }])
    }

    pub(super) fn years_together_sentences(
        &self,
        language: Language,
    ) -> Result<Vec<String>, Silence<'_>> {
        let pooled = self.years_together()?;
        let (first, last) = (pooled.first, pooled.last);
        let few = self.release().edition(self.map().year).map_or(0, |it| it.few_cases_below);
        if pooled.counts.merits() < few {
            let together = Figure::uncompared(Some(pooled.counts), false, few);
            return Ok(vec![format!("{first}–{last}: {}.", figure::in_line(&together, language))]);
        }
        let percent = format::percent(pooled.rate, language);
        let cases = format::cases(pooled.counts.merits(), language);
        let interval = interval_words(pooled.interval, language);
        let of = if language == Language::Da { "af" } else { "of" };
        Ok(vec![format!("{first}–{last}: {percent} {of} {cases} ({interval}).")])
    }

    pub(super) fn rank_sentences(&self, language: Language) -> Result<Vec<String>, Silence<'_>> {
        let (rank, ranked) = self.rank()?;
        let ranks = match (rank.lower, rank.upper) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}–{last}"),
        };
        Ok(vec![match language {
            Language::Da => format!(
                "Plads {ranks} af {ranked} (95\u{a0}pct.), hvor 1 er den højeste procent; efter det bedste skøn."
            ),
            Language::En => format!(
                "Rank {ranks} of {ranked} (95%), where 1 is the highest rate; by the best estimate."
            ),
        }])
    }

    pub(super) fn peer_sentences(&self, language: Language) -> Result<Vec<String>, Silence<'_>> {
        let mut said: Vec<_> = self.peers()?.iter().map(|peer| self.peer(peer, language)).collect();
        let how = match language {
            Language::Da => {
                "Afstanden er summen af tre tal fra 0 til 1: kommunegruppe, antal sager og sammensætning af emner. \
                 Forskellen på to kommuner kan ofte skyldes tilfældigheder."
            }
            Language::En => {
                "The distance is the sum of three numbers from 0 to 1: municipality group, number of cases and mix \
                 of topics. The difference between two municipalities may often be due to chance."
            }
        };
        said.push(how.into());
        Ok(said)
    }

    fn peer(&self, peer: &Peer, language: Language) -> String {
        let name = &peer.municipality.municipality().name;
        let [distance, group, volume, mix] =
            [peer.distance, peer.group, peer.volume, peer.mix].map(|part| fixed(part, 2, language));
        let figure = figure::in_line(self.map().municipality(peer.municipality), language);
        match language {
            Language::Da => format!(
                "{name}: afstand {distance} (gruppe {group}, antal sager {volume}, emner {mix}); {figure}."
            ),
            Language::En => format!(
                "{name}: distance {distance} (group {group}, number of cases {volume}, topics {mix}); {figure}."
            ),
        }
    }

    pub(super) fn beside_people_sentences(
        &self,
        language: Language,
    ) -> Result<Vec<String>, Silence<'_>> {
        let beside = self.beside_people()?;
        let sentence = |people: Denominator, [da, en]: [&str; 2]| {
            let cases = people.cases?;
            let [appeals, reversed] =
                [cases.appeals, cases.reversed].map(|cases| fixed(cases, 2, language));
            let (count, year) = (format::count(people.people, language), people.year);
            Some(match language {
                Language::Da => format!(
                    "{appeals} realitetsbehandlede og {reversed} omgjorte sager pr. 1.000 {da} ({count} i {year})."
                ),
                Language::En => format!(
                    "{appeals} cases decided on their merits and {reversed} reversed per 1,000 {en} ({count} in \
                     {year})."
                ),
            })
        };
        let inhabitants =
            beside.inhabitants.and_then(|it| sentence(it, ["indbyggere", "inhabitants"]));
        let recipients = beside
            .recipients
            .and_then(|it| sentence(it, ["modtagere af ydelserne", "recipients of the benefits"]));
        let missing = match language {
            Language::Da => "Antallet af modtagere af ydelserne er ikke leveret.",
            Language::En => "The number of recipients of the benefits was not delivered.",
        };
        let recipients = recipients.unwrap_or_else(|| missing.into());
        Ok(inhabitants.into_iter().chain([recipients]).collect())
    }
}
