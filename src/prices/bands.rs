//! What a price makes of other circumstances than those of a short call: long prompts, thinking,
//! the vendor's hours.

use super::offers::{KindRates, published};
use super::origins::KindSources;
use super::rate_card::{Period, RateCard};
use super::table::{Clock, Conditions, Rule, Table, Threshold};
use crate::instant::Instant;
use crate::usage::Usage;
use serde::Serialize;

/// Rates of the calls for which a rule's conditions hold.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Band {
    /// The rule's name, or its conditions where it has none.
    pub name: String,
    /// Fewest prompt tokens to which it applies.
    pub prompt_from: Option<u64>,
    /// Fewest output tokens to which it applies.
    pub output_from: Option<u64>,
    /// Whether it applies to calls that reason.
    pub thinking: Option<bool>,
    /// Days and hours at which it applies; null: at any.
    pub clock: Option<ClockFacts>,
    /// First instant at which it applies, RFC 3339; null: since the interval's start.
    pub from: Option<String>,
    /// First instant after; null: to the interval's end.
    pub to: Option<String>,
    /// True if it moves only the tokens beyond `promptFrom`.
    pub marginal: bool,
    /// The rates of such a call, with whatever else holds for it then.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub rates: KindRates,
    /// Where those come from that not all sources of the interval list, by kind of usage.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "Partial<Record<keyof Usage, SourcesOfRate>>")
    )]
    pub rate_sources: KindSources,
}

/// Days and hours on a vendor's clock.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ClockFacts {
    /// How far it is ahead of UTC: `+08:00`.
    pub zone: String,
    /// `mon` to `sun`.
    pub days: Vec<&'static str>,
    /// Half-open spans of the day, `09:00-12:00`; empty: all day.
    pub hours: Vec<String>,
    /// Id of the holiday calendar on whose days it does not hold.
    pub except: Option<String>,
}

impl Table {
    /// The bands of an interval that are not over by `since`, with what else holds at `at`.
    pub(super) fn bands(
        &self,
        card: &RateCard,
        period: &Period,
        at: Instant,
        since: Option<Instant>,
    ) -> Vec<Band> {
        let ahead = |when: &Conditions| {
            when.to.zip(since).is_none_or(|(to, since)| to > since)
                && period.to.zip(when.from).is_none_or(|(to, from)| from < to)
        };
        let rules = period.switchable().filter(|(rule, _)| ahead(&rule.when));
        let band = |(rule, _): (&Rule, u32)| {
            let when = &rule.when;
            let with = |(other, bit): (&Rule, u32)| holds_beside(card, &other.when, when, at) * bit;
            let mask = period.switchable().map(with).sum();
            Band {
                name: rule.label(),
                prompt_from: when.prompt.map(Threshold::least),
                output_from: when.output.map(Threshold::least),
                thinking: when.thinking,
                clock: when.clock.as_ref().map(|clock| self.clock_facts(clock)),
                from: when.from.map(|at| at.to_string()),
                to: when.to.map(|at| at.to_string()),
                marginal: when.marginal,
                rates: published(period, mask),
                rate_sources: self.kind_sources(period, mask),
            }
        };
        rules.map(band).collect()
    }

    fn clock_facts(&self, clock: &Clock) -> ClockFacts {
        let calendar = clock.except.map(|at| &self.calendars[usize::from(at)]);
        ClockFacts {
            zone: clock.zone(),
            days: clock.day_names().collect(),
            hours: clock.spans().collect(),
            except: calendar.map(|calendar| calendar.id.to_string()),
        }
    }
}

/// 1 if a rule holds for the calls of which a band speaks, the shortest for which it does.
fn holds_beside(card: &RateCard, rule: &Conditions, band: &Conditions, at: Instant) -> u32 {
    let reached = |wanted: Option<Threshold>, given: Option<Threshold>| {
        wanted.is_none_or(|wanted| given.is_some_and(|given| given.least() >= wanted.least()))
    };
    let then = || {
        let when = Conditions {
            clock: rule.clock.clone(),
            from: rule.from,
            to: rule.to,
            ..Conditions::default()
        };
        // One of two clocks: the hours of a band say nothing of another rule's.
        band.clock.is_none() && card.holds(&when, &Usage::default(), at) == Some(true)
    };
    let dated = rule.clock.is_some() || rule.from.is_some() || rule.to.is_some();
    let same = (&rule.clock, rule.from, rule.to) == (&band.clock, band.from, band.to);
    let holds = reached(rule.prompt, band.prompt)
        && reached(rule.output, band.output)
        && rule
            .thinking
            .is_none_or(|wanted| wanted == band.thinking.unwrap_or(false))
        && (!dated || same || then());
    u32::from(holds)
}
