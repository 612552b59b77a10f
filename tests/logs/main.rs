//! Made-up logs with every trap that readers in the field fall into: each call
//! once, exact counts.
#![cfg(feature = "engine")]

mod broken;
mod claude;
mod codex;
mod exports;
mod proxies;
mod support;
mod tools;
