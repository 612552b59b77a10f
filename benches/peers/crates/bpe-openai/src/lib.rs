//! The peer `bpe-openai`.

#[macro_use]
#[path = "../../shim.rs"]
mod shim;

peer!(|text| bpe_openai::o200k_base().count(text), |text| bpe_openai::o200k_base().encode(text));
