//! `cargo xtask serve`: the calculator on loopback, with the headers a careful host would send.

use crate::shell::say;
use crate::site;
use anyhow::{Context, Result};
use axum::http::{HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, body::Bytes};
use std::fs;
use std::net::TcpListener;

/// The page needs nothing but itself, and compiling wasm.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors";

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

async fn file(uri: Uri) -> Response {
    let Some(file) = site::file_of(uri.path().trim_start_matches('/')) else {
        return (StatusCode::NOT_FOUND, "not found").into_response();
    };
    let mime = mime_guess::from_path(&file).first_or_octet_stream();
    let mime = match mime.type_().as_str() {
        "text" => format!("{mime}; charset=utf-8"),
        _ => mime.to_string(),
    };
    let ancestors = if file.ends_with(FRAME) { "*" } else { "'self'" };
    let policy = format!("{POLICY} {ancestors}");
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, &mime),
        (header::CONTENT_SECURITY_POLICY, &policy),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    match fs::read(file) {
        Ok(bytes) => (headers, Bytes::from(bytes)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
