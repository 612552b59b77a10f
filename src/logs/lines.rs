//! The bytes of a file into its records: a line each, one document over many lines, or the
//! rows of a table.

use super::{events, exports::Csv, format::Format, json, reader::LogReader};

/// A line, or a file that is one document, may have this many bytes.
const MOST: usize = 64 << 20;

/// The file being read.
#[derive(Default)]
pub(super) struct Open {
    /// The bytes of a line of which the end has not come yet.
    pub(super) carry: Vec<u8>,
    /// The lines so far of a file that is one document.
    pub(super) document: Vec<u8>,
    /// The rest of a line that grew too long is being passed over.
    pub(super) too_long: bool,
    pub(super) mode: Mode,
    /// Records read: the first line decides how the file is cut.
    pub(super) records: u64,
    pub(super) readers: Vec<Option<Box<dyn Format>>>,
    pub(super) current: Option<usize>,
}

#[derive(Default)]
pub(super) enum Mode {
    /// One record a line.
    #[default]
    Lines,
    /// One record in the file; its first line may still turn out to be a cut one.
    Document,
    /// Rows under a header.
    Table(Csv),
    /// Nothing of it can be read.
    Unreadable,
}

impl LogReader {
    /// Cuts a chunk into lines.
    pub(super) fn cut(&mut self, open: &mut Open, chunk: &[u8]) {
        let mut start = 0;
        while let Some(end) = json::find_either(chunk, start, b'\n', b'\n') {
            let piece = &chunk[start..end];
            start = end + 1;
            if std::mem::take(&mut open.too_long) {
                continue;
            }
            if open.carry.is_empty() {
                self.whole_line(open, piece);
            } else if self.keep(open, piece) {
                let mut line = std::mem::take(&mut open.carry);
                self.whole_line(open, &line);
                // The next long line needs no new memory.
                line.clear();
                open.carry = line;
            } else {
                open.too_long = false;
            }
        }
        if !open.too_long && !matches!(open.mode, Mode::Unreadable) {
            self.keep(open, &chunk[start..]);
        }
    }

    /// Keeps more of a line, unless that makes it too long: then the rest of it is passed over.
    fn keep(&mut self, open: &mut Open, piece: &[u8]) -> bool {
        // Asked before it grows: growing takes twice what there is.
        if open.carry.len() + piece.len() <= MOST {
            open.carry.extend_from_slice(piece);
            return true;
        }
        self.files_lines(1);
        let mut sink = self.sink(&open.carry);
        sink.problem("is longer than 64 MB".to_string());
        open.carry.clear();
        open.too_long = true;
        false
    }

    /// A line with its end.
    pub(super) fn whole_line(&mut self, open: &mut Open, line: &[u8]) {
        match open.mode {
            Mode::Document => self.more(open, line),
            _ => self.line(open, line),
        }
    }

    /// A further line of a document.
    fn more(&mut self, open: &mut Open, line: &[u8]) {
        let second = !open.document.contains(&b'\n');
        let record = second && line.first() == Some(&b'{') && json::parse(line).is_ok();
        if record || open.document.len() + line.len() >= MOST {
            let text = std::mem::take(&mut open.document);
            self.as_lines(open, &text);
            return self.line(open, line);
        }
        open.document.push(b'\n');
        open.document.extend_from_slice(line);
    }

    fn line(&mut self, open: &mut Open, line: &[u8]) {
        self.files_lines(1);
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let (text, in_stream) = events::data(line);
        if text.is_empty() {
            return;
        }
        match &open.mode {
            Mode::Unreadable => return,
            Mode::Table(csv) => {
                let row = String::from_utf8_lossy(text);
                return csv.read(&row, &mut self.sink(text));
            }
            _ => {}
        }
        match json::parse(text) {
            Ok(record) => self.record(open, &record, text, in_stream),
            Err(_) if open.records == 0 && self.begins_otherwise(open, text) => {}
            Err(fault) => self.not_json(open, text, fault),
        }
    }

    /// A first line that is no record: of a table, or of a document over many lines.
    fn begins_otherwise(&mut self, open: &mut Open, text: &[u8]) -> bool {
        if let b'{' | b'[' = text[0] {
            let cut = json::parse(text).is_err_and(|fault| fault.at >= text.len());
            if cut && matches!(open.mode, Mode::Lines) && self.last_lines() == 1 {
                open.mode = Mode::Document;
                open.document = text.to_vec();
                return true;
            }
            return false;
        }
        let Some(csv) = Csv::of_header(&String::from_utf8_lossy(text)) else {
            return false;
        };
        self.name_format(csv.format());
        open.mode = Mode::Table(csv);
        true
    }

    /// A line that is no record by itself: an element of an array written line
    /// by line, its brackets, or a line that cannot be read.
    fn not_json(&mut self, open: &mut Open, text: &[u8], fault: json::Fault) {
        if let b"[" | b"]" = text {
            return;
        }
        if let Some(element) = text.strip_suffix(b",")
            && let Ok(record) = json::parse(element)
        {
            return self.record(open, &record, element, true);
        }
        let reason = format!("{} at byte {}", fault.what, fault.at);
        self.sink(text).problem(reason);
    }

    pub(super) fn document(&mut self, open: &mut Open, text: &[u8]) {
        match json::parse(text) {
            Ok(record) => {
                self.files_lines(text.iter().filter(|&&byte| byte == b'\n').count() as u64);
                self.record(open, &record, text, false);
            }
            Err(_) => self.as_lines(open, text),
        }
    }

    /// Reads what looked like one document line by line after all.
    fn as_lines(&mut self, open: &mut Open, text: &[u8]) {
        open.mode = Mode::Lines;
        for (n, line) in text.split(|&byte| byte == b'\n').enumerate() {
            if n == 0 {
                // Counted when the document began.
                let fault = json::parse(line).err();
                fault
                    .into_iter()
                    .for_each(|fault| self.not_json(open, line, fault));
            } else {
                self.line(open, line);
            }
        }
    }
}
