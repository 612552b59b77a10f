//! `cargo xtask serve`: the calculator on loopback, with the headers a careful host would send.

use crate::shell::say;
use crate::site;
use anyhow::{Result, anyhow};
use std::fs;
use std::sync::Arc;
use std::thread::JoinHandle;
use tiny_http::{Header, Request, Response, Server};

/// The page needs nothing but itself, and compiling wasm.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Serves the site until stopped, on `port` or the next free one.
pub fn run(port: u16) -> Result<()> {
    let server = listen(port)?;
    let address = address_of(&server)?;
    say(&format!(
        "The calculator is at {address} (stop with Ctrl-C)"
    ));
    for answerer in answer_in_threads(server) {
        answerer.join().map_err(|_| anyhow!("the server stopped"))?;
    }
    Ok(())
}

/// Serves the site for as long as this process runs, and gives its address.
pub fn in_background() -> Result<String> {
    let server = listen(0)?;
    let address = address_of(&server)?;
    answer_in_threads(server);
    Ok(address)
}

fn address_of(server: &Server) -> Result<String> {
    let address = server.server_addr().to_ip();
    let address = address.ok_or_else(|| anyhow!("the server has no address"))?;
    Ok(format!("http://{address}/"))
}

fn answer_in_threads(server: Server) -> Vec<JoinHandle<()>> {
    let server = Arc::new(server);
    (0..4)
        .map(|_| {
            let server = Arc::clone(&server);
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    // A visitor that went away is no reason to stop serving.
                    let _ = answer(request);
                }
            })
        })
        .collect()
}

/// Port 0 takes any free one.
fn listen(port: u16) -> Result<Server> {
    (port..port.saturating_add(20))
        .find_map(|port| Server::http(("127.0.0.1", port)).ok())
        .ok_or_else(|| anyhow!("ports {port} to {} are taken", port.saturating_add(19)))
}

fn answer(request: Request) -> std::io::Result<()> {
    let path = request
        .url()
        .split(['?', '#'])
        .next()
        .unwrap_or("")
        .trim_start_matches('/')
        .to_owned();
    let Some(file) = site::file_of(&path) else {
        return request.respond(Response::from_string("not found").with_status_code(404));
    };
    let mime = mime_guess::from_path(&file).first_or_octet_stream();
    let mime = match mime.type_().as_str() {
        "text" => format!("{mime}; charset=utf-8"),
        _ => mime.to_string(),
    };
    let mut response = Response::from_data(fs::read(file)?);
    for (name, value) in [
        ("Content-Type", mime.as_str()),
        ("Content-Security-Policy", POLICY),
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
    ] {
        response.add_header(Header::from_bytes(name, value).expect("plain header text"));
    }
    request.respond(response)
}
