//! Uses of the vendors' own tools that have a fee of their own: searches of the web and of
//! files, containers for code. What is charged and has no kind is counted with the other
//! tools, which nobody prices: a bill that leaves it out is a lower bound.

use super::{
    counters::{Counters, counted},
    field::Field::{self, *},
    json::Json,
    names::hash_of,
    shape::Shape,
    shapes::{CHAT, INTERACTIONS, PERPLEXITY, RESPONSES},
};
use crate::Result;

/// xAI's counters below `server_side_tool_usage_details`; those of one field add up. Calls of
/// remote servers are charged by their tokens alone.
const XAI: &[(Field, &str)] = &[
    (WebSearches, "web_search_calls"),
    (FileSearches, "file_search_calls"),
    (CodeSessions, "code_interpreter_calls"),
    (PostsFetched, "x_posts_fetched"),
    (ProfilesFetched, "x_users_fetched"),
    (OtherTools, "document_search_calls"),
    (OtherTools, "image_generation_calls"),
];
/// Until 2026-09-21 searches of X were charged by the call, as those of the web are; since
/// then by what they fetch, as xAI's price page says. Which holds for an answer its counters
/// tell, not its date, which not every one has. That rests on xAI counting in every answer
/// since what its searches fetched: one with neither counter is taken to be from before.
const X_SEARCHES: (Field, &str) = (WebSearches, "x_search_calls");

/// Mistral's counters below `connectors` that no path of its shape reads.
const CONNECTORS: [&str; 3] = ["web_search_premium", "document_library", "image_generation"];

impl Counters {
    /// Reads the uses of tools that no path of a shape can say.
    pub(crate) fn read_tools(
        &mut self,
        shape: &'static Shape,
        body: &Json<'_>,
        usage: &Json<'_>,
        at: &str,
    ) -> Result<()> {
        if std::ptr::eq(shape, &RESPONSES) {
            self.read_output(body);
            self.read_xai(usage, at)
        } else if std::ptr::eq(shape, &CHAT) {
            self.read_xai(usage, at)?;
            self.read_connectors(usage, at)
        } else if std::ptr::eq(shape, &INTERACTIONS) {
            self.read_grounding(usage, at)
        } else if std::ptr::eq(shape, &PERPLEXITY) {
            self.read_research(body, usage, at)
        } else {
            Ok(())
        }
    }

    /// The tools among the output of OpenAI's responses. Of the web, searches are charged,
    /// pages opened and looked through are not; calls in one container share its fee.
    fn read_output(&mut self, body: &Json<'_>) {
        let (mut searches, mut files, mut images) = (0, 0, 0);
        let mut containers = Vec::new();
        for item in body.get("output").map_or(&[][..], Json::items) {
            match item.text("type") {
                Some("web_search_call") => {
                    let action = item.text("action.type");
                    searches += u64::from(matches!(action, None | Some("search")));
                }
                Some("file_search_call") => files += 1,
                // Billed in tokens of another model, which this usage does not hold.
                Some("image_generation_call") => images += 1,
                Some("code_interpreter_call") => {
                    add_new(&mut containers, item.text("container_id"))
                }
                _ => {}
            }
        }
        let sessions = containers.len() as u64;
        for (field, count) in [
            (WebSearches, searches),
            (FileSearches, files),
            (CodeSessions, sessions),
            (OtherTools, images),
        ] {
            self.set(field, count, "output");
        }
    }

    /// xAI counts the calls that it charges, and says more of them in its usage object than
    /// its output shows.
    fn read_xai(&mut self, usage: &Json<'_>, at: &str) -> Result<()> {
        let Some(details) = usage.get("server_side_tool_usage_details") else {
            return Ok(());
        };
        for (field, _) in XAI {
            self.set(*field, 0, "server_side_tool_usage_details");
        }
        let by_item =
            details.get("x_posts_fetched").is_some() || details.get("x_users_fetched").is_some();
        let searches = (!by_item).then_some(&X_SEARCHES);
        for (field, key) in XAI.iter().chain(searches) {
            if let Some(value) = details.get(key) {
                let sum = self.count(*field) + counted(value, at, key)?;
                self.set(*field, sum, key);
            }
        }
        Ok(())
    }

    /// The tools of Mistral's agents.
    fn read_connectors(&mut self, usage: &Json<'_>, at: &str) -> Result<()> {
        let Some(connectors) = usage.get("connectors") else {
            return Ok(());
        };
        let mut sum = 0;
        for key in CONNECTORS {
            if let Some(value) = connectors.get(key) {
                sum += counted(value, at, "connectors")?;
            }
        }
        self.set(OtherTools, sum, "connectors");
        Ok(())
    }

    /// All code that a message of Anthropic's ran, ran in one container.
    pub(super) fn read_container(&mut self, usage: &Json<'_>, at: &str) -> Result<()> {
        let path = "server_tool_use.code_execution_requests";
        if let Some(value) = usage.at(path) {
            self.set(CodeSessions, counted(value, at, path)?.min(1), path);
        }
        Ok(())
    }

    /// The tools of Google's that an interaction counts. Of those that have no kind here it is
    /// not known whether they have a fee: each makes the bill a lower bound.
    fn read_grounding(&mut self, usage: &Json<'_>, at: &str) -> Result<()> {
        let path = "grounding_tool_count";
        let (mut searches, mut others) = (0, 0);
        for item in usage.get(path).map_or(&[][..], Json::items) {
            let count = item.get("search_query_count").or(item.get("count"));
            let (Some(kind), Some(value)) = (item.text("type"), count) else {
                continue;
            };
            let sum = match kind {
                "google_search" => &mut searches,
                _ => &mut others,
            };
            *sum += counted(value, at, path)?;
        }
        self.set(WebSearches, searches, path);
        self.set(OtherTools, others, path);
        Ok(())
    }

    /// Perplexity charges the searches and the text of what they found to research alone;
    /// its other models charge the request.
    fn read_research(&mut self, body: &Json<'_>, usage: &Json<'_>, at: &str) -> Result<()> {
        let model = body.text("model").unwrap_or_default();
        if model.contains("deep-research") {
            for (field, key) in [
                (WebSearches, "num_search_queries"),
                (MoreInput, "citation_tokens"),
            ] {
                if let Some(value) = usage.get(key) {
                    self.set(field, counted(value, at, key)?, key);
                }
            }
        }
        Ok(())
    }
}

/// The distinct searches that Google ran for an answer, over the events of its stream.
#[derive(Default)]
pub(crate) struct Queries(Vec<u64>);

impl Queries {
    /// Takes in what an event says; empty queries are not charged.
    pub(crate) fn take(&mut self, body: &Json<'_>) {
        for candidate in body.get("candidates").map_or(&[][..], Json::items) {
            let grounding = candidate
                .get("groundingMetadata")
                .or(candidate.get("grounding_metadata"));
            let queries = grounding.and_then(|grounding| {
                grounding
                    .get("webSearchQueries")
                    .or(grounding.get("web_search_queries"))
            });
            for query in queries.map_or(&[][..], Json::items) {
                let query = query.as_str().map(str::trim);
                if let Some(query @ [_, ..]) = query.map(str::as_bytes) {
                    add_new(&mut self.0, query);
                }
            }
        }
    }

    /// How many there were.
    pub(crate) fn count(&self) -> u64 {
        self.0.len() as u64
    }
}

fn add_new(known: &mut Vec<u64>, one: impl std::hash::Hash) {
    let hash = hash_of(one);
    if !known.contains(&hash) {
        known.push(hash);
    }
}

/// How many of its searches Google charges: from its third generation every query, before
/// that the prompt, however many it led to.
pub(crate) fn charged_by_google(searches: u64, model: Option<&str>) -> u64 {
    let name = model.unwrap_or_default().rsplit('/').next();
    let version = name.and_then(|name| name.strip_prefix("gemini-"));
    let by_prompt = version.is_some_and(|version| {
        let generation = version.split(['.', '-']).next();
        matches!(generation, Some("1" | "2"))
    });
    if by_prompt { searches.min(1) } else { searches }
}
