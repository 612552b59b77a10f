//! Consoles' exports, which know days and no calls.

use crate::support::{of, read};

#[test]
fn console_exports_are_sums_not_calls() {
    let csv = "\u{feff}usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed\n\
        2026-10-01,claude-opus-5,\"key, one\",Default,standard,0-200k,100,200,300,5000000000,50,2,us,standard\n\
        2026-10-02,claude-opus-5,k,Default,batch,0-200k,7,0,0,0,1,,,\n\
        nonsense\n";
    let log = read(&[("usage.csv", csv)]);
    let sums: Vec<_> = log.sums().collect();
    assert_eq!(of(&sums[0]), [100, 5_000_000_000, 500, 50, 0]);
    assert_eq!(
        (sums[0].usage.cache_write_1h, sums[0].usage.web_searches),
        (300, 2)
    );
    assert_eq!(
        (sums[0].region, sums[0].session_name),
        (Some("us"), "key, one")
    );
    assert_eq!((sums[1].service_tier, sums[1].calls), (Some("batch"), None));
    assert_eq!(
        (
            log.report().calls,
            log.report().buckets,
            log.report().bad_lines
        ),
        (0, 2, 1)
    );

    // Tabs and a header in another language: known by the place of the columns.
    let translated = csv
        .replace(',', "\t")
        .replace("\"key\t one\"", "k")
        .replace("usage_date_utc", "日期")
        .replace("usage_output_tokens", "输出");
    assert_eq!(read(&[("usage.tsv", &translated)]).report().buckets, 2);
    let old = "usage_date_utc,model_version,api_key,usage_input_tokens_no_cache,usage_input_tokens_cache_write,usage_input_tokens_cache_read,usage_output_tokens\n2025-03-01,claude-3-7-sonnet,k,1,2,3,4\n";
    assert_eq!(
        of(&read(&[("old.csv", old)]).sums().next().unwrap()),
        [1, 3, 2, 4, 0]
    );

    let openai = r#"{"object":"page","data":[{"object":"bucket","start_time":1790812800,"end_time":1790899200,"results":[{"object":"organization.usage.completions.result","input_tokens":1000,"input_cached_tokens":800,"output_tokens":500,"num_model_requests":5,"model":"gpt-5.5-2026-04-23","batch":true,"project_id":"proj_1"}]}],"has_more":false}"#;
    let log = read(&[("page.json", openai)]);
    let sum = log.sums().next().unwrap();
    assert_eq!(
        (of(&sum), sum.calls, sum.service_tier),
        ([200, 800, 0, 500, 0], Some(5), Some("batch"))
    );
    let csv = "timestamp,n_requests,operation,snapshot_id,n_context_tokens_total,n_generated_tokens_total\n1790812800,3,completion,gpt-4o-2024-08-06,900,90\n";
    let log = read(&[("activity.csv", csv)]);
    assert_eq!(of(&log.sums().next().unwrap()), [900, 0, 0, 90, 0]);
    let csv = "start_time,end_time,project_id,model,batch,input_tokens,output_tokens,input_cached_tokens,num_model_requests\n1790812800,1790899200,proj_1,gpt-5.5-2026-04-23,TRUE,1000,500,800,5\n1790812800,1790899200,proj_1,gpt-5.5-2026-04-23,false,10,5,20,5\n";
    let log = read(&[("completions_usage.csv", csv)]);
    let row = log.sums().next().unwrap();
    assert_eq!((of(&row), row.calls), ([200, 800, 0, 500, 0], Some(5)));
    assert_eq!(
        (row.service_tier, row.session_name),
        (Some("batch"), "proj_1")
    );
    assert_eq!(log.report().bad_lines, 1, "more cached than input");
}
