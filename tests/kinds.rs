//! Counts per kind add up to the exact count, and the estimate's band holds
//! tiktoken's count on texts of every kind.

#[path = "support/openai.rs"]
mod openai;

use taskfare::kind::Kind;
use taskfare::tokens::{Encoding, estimate, pack};

/// Texts written for this test, by their main kind.
const TEXTS: &[(Kind, &str)] = &[
    (
        Kind::English,
        "A price per token stopped describing what people pay. One task of an agent spends hundreds \
         of times the tokens of a chat answer, because everything that was said is sent again at \
         every call. Most of it is read from a cache at a tenth of the price, if nothing in front of \
         it changed, and the same task can cost twice as much on another day. What helps is the cost \
         of a finished task, with its spread, and what would make it smaller.",
    ),
    (
        Kind::Latin,
        "Der Preis je Token sagt längst nicht mehr, was man am Ende bezahlt. Eine Aufgabe verbraucht \
         das Hundertfache einer einfachen Antwort, weil bei jedem Aufruf alles noch einmal gesendet \
         wird. Das meiste davon liegt im Zwischenspeicher und kostet nur ein Zehntel, solange sich \
         davor nichts geändert hat.",
    ),
    (
        Kind::Code,
        "pub fn total(lines: &[Line]) -> Result<Amount> {\n    let mut sum = Amount::zero();\n    \
         for line in lines {\n        if line.tokens == 0 {\n            continue;\n        }\n        \
         sum = sum.add(line.rate.times(line.tokens)?)?;\n    }\n    Ok(sum)\n}\n\n\
         #[test]\nfn adds_up() {\n    assert_eq!(total(&[]).unwrap(), Amount::zero());\n}\n",
    ),
    (
        Kind::Data,
        "{\"model\": \"gpt-5\", \"usage\": {\"input_tokens\": 18211, \"output_tokens\": 977}, \"ok\": true}\n\
         {\"model\": \"gpt-5\", \"usage\": {\"input_tokens\": 20188, \"output_tokens\": 1204}, \"ok\": true}\n\
         {\"model\": \"claude\", \"usage\": {\"input_tokens\": 4, \"output_tokens\": 310}, \"ok\": false}\n",
    ),
    (
        Kind::Cjk,
        "按词元计价早已说明不了人们实际支付的费用。智能体完成一项任务所消耗的词元，往往是一次聊天回答的数百倍，\
         因为每次调用都要把之前的内容重新发送一遍。其中大部分可以从缓存中读取，价格只有十分之一。",
    ),
    (
        Kind::Script,
        "Цена за токен давно не говорит о том, сколько люди платят на самом деле. Одна задача агента \
         тратит в сотни раз больше токенов, чем простой ответ, потому что при каждом вызове всё \
         отправляется заново. Большая часть читается из кэша за десятую долю цены.",
    ),
    (
        Kind::Random,
        "9f1c2e77-04ab-4c1d-9b52-1f0e6a7d3c88 5b0d7f6a9c2e41d08a3f4b7c6d1e0f92 \
         c3ab8d17-70fe-46b2-8a05-d94e2f61b37c 0a9b8c7d6e5f40312a1b3c4d5e6f7081 \
         7e42d90b-15c6-4f8a-b3d7-62a08fe951cd f00dbabe0123cafe4567deadbeef89ab\n",
    ),
];

#[test]
fn counts_per_kind_are_exact_and_the_estimate_holds_them() {
    let of = openai::OPEN_AI[0];
    let encoding = Encoding::load(pack(&openai::source(of)).unwrap()).unwrap();
    for (kind, text) in TEXTS {
        let expected = of.2().count_ordinary(text) as u32;
        let counts = encoding.counts(text);
        let total = counts.total();
        assert_eq!(
            (total.low, total.tokens, total.high),
            (expected, expected, expected)
        );
        assert_eq!(total.bytes as usize, text.len());
        assert_eq!(total.chars as usize, text.chars().count());
        let main = counts.0[*kind as usize].tokens;
        assert!(main * 4 >= expected * 3, "{}: {counts:?}", kind.name());

        let guess = estimate(text).total();
        assert!(
            guess.low <= expected && expected <= guess.high,
            "{}: {expected} is not in {guess:?}",
            kind.name()
        );
    }
    let mixed: String = TEXTS.iter().map(|(_, text)| *text).collect();
    let counts = encoding.counts(&mixed);
    assert_eq!(counts.total().tokens as usize, encoding.count(&mixed));
    let guess = estimate(&mixed).total().tokens;
    let off = f64::from(guess) / f64::from(counts.total().tokens) - 1.0;
    assert!(off.abs() < 0.1, "the estimate is off by {off}");
}

#[test]
fn an_estimate_never_says_more_tokens_than_bytes() {
    for text in ["", " ", "a", "漢", "\u{fffd}\0", "🙂🙂", "\n\n\n"] {
        let total = estimate(text).total();
        assert!(
            total.low <= total.tokens && total.tokens <= total.high,
            "{text:?}"
        );
        assert!(total.high as usize <= text.len(), "{text:?}");
        assert_eq!(total.tokens == 0, text.is_empty(), "{text:?}");
    }
}
