/** What stands in the prompt at first sight: prose, code and Chinese, because they tokenize unalike. */
export const SAMPLE = `Find out why the nightly export fails, then fix it with the smallest change.

\`\`\`python
def export(rows, path):
    with open(path, "w") as out:
        for row in rows:
            out.write(",".join(row) + "\\n")
\`\`\`

Since Tuesday: TypeError, expected str instance, int found (row 1048).
用户说：文件只写了一半，请不要改动列的顺序。
`
