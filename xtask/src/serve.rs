//! `cargo xtask serve`: the calculator on loopback, with the headers a careful host would send.

use crate::shell::say;
use crate::site;
use anyhow::{Context, Result};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, body::Bytes};
use flate2::{Compression, write::GzEncoder};
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};
use std::time::SystemTime;

/// The page needs nothing but itself, compiling wasm, and what its own policy names by digest.
const POLICY: &str = "default-src 'none'; img-src 'self' data:; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors";

/// What a page may run and be styled with where it says nothing itself.
const SOURCES: [(&str, &str); 2] = [
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
];

/// The one page made to stand inside pages of others.
const FRAME: &str = "embed.html";

/// Serves the site until stopped, on `port` or the next free one.
pub fn run(port: u16) -> Result<()> {
    let listener = listen(port)?;
    say(&format!(
        "The calculator is at {} (stop with Ctrl-C)",
        address_of(&listener)?
    ));
    answer(listener)
}

/// Serves the site for as long as this process runs, and gives its address.
pub fn in_background() -> Result<String> {
    let listener = listen(0)?;
    let address = address_of(&listener)?;
    std::thread::spawn(|| answer(listener).expect("the site's server stopped"));
    Ok(address)
}

fn address_of(listener: &TcpListener) -> Result<String> {
    Ok(format!("http://{}/", listener.local_addr()?))
}

/// Port 0 takes any free one.
fn listen(port: u16) -> Result<TcpListener> {
    let last = port.saturating_add(19);
    let listener = (port..=last)
        .find_map(|port| TcpListener::bind(("127.0.0.1", port)).ok())
        .with_context(|| format!("ports {port} to {last} are taken"))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn answer(listener: TcpListener) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, Router::new().fallback(file)).await?;
        Ok(())
    })
}

async fn file(uri: Uri, asked: HeaderMap) -> Response {
    let Some(file) = site::file_of(uri.path().trim_start_matches('/')) else {
        return (StatusCode::NOT_FOUND, "not found").into_response();
    };
    let mime = mime_guess::from_path(&file).first_or_octet_stream();
    let mime = match mime.type_().as_str() {
        "text" => format!("{mime}; charset=utf-8"),
        _ => mime.to_string(),
    };
    let ancestors = if file.ends_with(FRAME) { "*" } else { "'self'" };
    let policy = format!("{}{POLICY} {ancestors}", sources_of(&file));
    let mut headers = vec![
        (header::CONTENT_TYPE, mime.as_str()),
        (header::CONTENT_SECURITY_POLICY, &policy),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::VARY, "accept-encoding"),
    ];
    let accepts = asked.get(header::ACCEPT_ENCODING);
    let accepts = accepts.and_then(|value| value.to_str().ok());
    let zip = accepts.is_some_and(|value| value.contains("gzip")) && is_worth_it(&file);
    let body = if zip {
        headers.push((header::CONTENT_ENCODING, "gzip"));
        zipped(&file)
    } else {
        fs::read(&file).map(Bytes::from)
    };
    let body = match body {
        Ok(bytes) => bytes,
        Err(error) => {
            return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response();
        }
    };
    let mut response = body.into_response();
    for (name, value) in headers {
        // Written above or made of a file's name: always a header's text.
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The scripts and styles that a page's own policy allows: digests of what stands in it change with it.
fn sources_of(file: &Path) -> String {
    let is_page = file.extension().is_some_and(|ending| ending == "html");
    let page = is_page.then(|| fs::read_to_string(file).unwrap_or_default());
    let own = |name: &str| {
        let (_, rest) = page.as_deref()?.split_once(&format!("{name} "))?;
        Some(rest.split_once(';')?.0.to_owned())
    };
    SOURCES
        .map(|(name, usual)| {
            let sources = own(name).unwrap_or_else(|| usual.to_owned());
            format!("{name} {sources}; ")
        })
        .concat()
}

/// Vocabularies and pictures are compressed already.
fn is_worth_it(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str());
    !matches!(ending, Some("gz" | "png"))
}

/// A file as hosts send it, compressed once for as long as it does not change.
fn zipped(file: &Path) -> std::io::Result<Bytes> {
    static KEPT: LazyLock<Mutex<HashMap<PathBuf, (SystemTime, Bytes)>>> =
        LazyLock::new(Mutex::default);
    let changed = fs::metadata(file)?.modified()?;
    let mut kept = KEPT.lock().expect("no other thread panics with it");
    if let Some((when, bytes)) = kept.get(file)
        && *when == changed
    {
        return Ok(bytes.clone());
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&fs::read(file)?)?;
    let bytes = Bytes::from(encoder.finish()?);
    kept.insert(file.to_owned(), (changed, bytes.clone()));
    Ok(bytes)
}
