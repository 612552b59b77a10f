//! One response as a body, a stream's events, or neither.
#![no_main]

use taskfare::logs::read_usage;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let read = read_usage(data, None);
    // The events of a made-up stream may contradict each other in their formats.
    let one = data.starts_with(b"{") && !data.contains(&b'\n');
    if let (Ok(call), true) = (&read, one) {
        let again = read_usage(data, Some(call.format));
        assert_eq!(read, again, "naming its own format changes nothing");
    }
});
