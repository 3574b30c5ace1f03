"""Reads exported files with readers that are not ours. `wild` and `cases` print commands for strange people and their cases,
`acted` looks whether they were done, `read FOLDER` compares the files there with what the program says by other ways."""

import csv
import datetime
import io
import json
import re
import sys
import zipfile

STRANGE = {
    "W01": "=cmd|'/c calc'!A1",
    "W02": "＝1+1",
    "W03": "+86",
    "W04": "-1",
    "W05": "@SUM(A1:A9)",
    "W06": "320311199001011234",
    "W07": "000123",
    "W08": "𠮷野家𬭚😀",
    "W09": 'a"b,c;<d>&amp;_x0041_',
    "W10": "1E5",
}
SIGNS = "=+-@＝＋－＠"
HEADS = {"编号": "number", "口头号": "spoken", "类别": "kind", "分类": "disposition", "状态": "state", "事项": "matter"}


def say(command):
    print(json.dumps(command, ensure_ascii=False))


def wild():
    for code, name in STRANGE.items():
        say({"request": f"w-{code}", "do": "keep_staff", "code": code, "name": name, "post": "科长", "rank": "middle",
             "established": True, "roles": ["officer"], "place": "一楼大厅", "phone": "0516-83800001",
             "mobile": "13900000001"})


def cases():
    for code in STRANGE:
        say({"request": f"s-{code}", "as": code, "do": "stand_in", "reason": "人手不足"})
        say({"request": f"c-{code}", "as": code, "do": "register", "matter": "ZX01",
             "visitor": {"name": "张三", "phone": "13800138000"}})


def acted(path):
    lines = [json.loads(line) for line in open(path, encoding="utf-8")]
    bad = [line for line in lines if not line["ok"]]
    assert len(lines) in (len(STRANGE), 2 * len(STRANGE)) and not bad, bad[:3]


def json_lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def sheet(path, name):
    """Header and rows of a sheet, by header; every cell as the reader gives it. No cell may be a formula."""
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape

    book = load_workbook(path)
    for each in book:
        for row in each.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{each.title}!{cell.coordinate} is a formula: {cell.value}"
    page = book[name]
    assert page.freeze_panes == "A4", page.freeze_panes
    # `_xHHHH_` stands for a character (ECMA-376, ST_Xstring); this reader leaves that to its caller.
    plain = lambda value: unescape(value) if isinstance(value, str) else value
    rows = [[plain(value) for value in row] for row in page.iter_rows(min_row=3, values_only=True)]
    head = rows[0]
    formats = {head[at]: cell.number_format for at, cell in enumerate(page[4])}
    return head, [dict(zip(head, row)) for row in rows[1:]], formats


def table(path):
    raw = open(path, "rb").read()
    assert raw.startswith(b"\xef\xbb\xbf"), "no mark of UTF-8"
    text = raw.decode("utf-8-sig")
    assert re.sub("\r\n", "", text).find("\r") < 0, "a bare CR"
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    return rows[0], [dict(zip(rows[0], row)) for row in rows[1:]]


def bare(field):
    """A field as it was before it was made safe."""
    return field[1:] if field[:1] in "'\t" else field


def safe(field):
    first = field.lstrip()[:1]
    return not first or first not in SIGNS or re.fullmatch(r"-?[0-9.]+", field) is not None


def same_cases(path, known, names):
    """What differs between a workbook and the store, as sentences."""
    head, rows, formats = sheet(path, "件")
    wrong = []
    if len(rows) != len(known):
        wrong.append(f"{len(rows)} rows, {len(known)} cases")
    for row, case in zip(rows, known):
        for column, key in HEADS.items():
            if row[column] != case[key]:
                wrong.append(f"{column}: {row[column]!r} is not {case[key]!r}")
        if row["直接责任人"] != names[case["officer"]]:
            wrong.append(f"officer: {row['直接责任人']!r} is not {names[case['officer']]!r}")
        registered = datetime.date.fromisoformat(case["registered"][:10])
        if not isinstance(row["登记日期"], datetime.datetime) or row["登记日期"].date() != registered:
            wrong.append(f"registered: {row['登记日期']!r}")
        if type(row["跑动次数"]) is not int or row["跑动次数"] != case["visits"]:
            wrong.append(f"visits: {row['跑动次数']!r}")
        if not isinstance(row["费用（元）"], (int, float)) or round(row["费用（元）"] * 100) != case["fee_fen"]:
            wrong.append(f"fee: {row['费用（元）']!r}")
    if formats["登记日期"] != "yyyy-mm-dd" or formats["费用（元）"] != "0.00":
        wrong.append(f"formats: {formats}")
    return wrong


def same_figures(path, paper):
    head, rows, _ = sheet(path, "数字")
    said = {}
    for line in paper.splitlines():
        words = line.split()
        if line.startswith("  ") and len(words) == 3:
            said.setdefault(words[0], words[1])
    wrong = []
    for row in rows:
        label = row["项目"].removesuffix("（元）")
        figure = row[head[2]]
        shown = said.get(label)
        number = float(shown.rstrip("%元")) if shown and shown != "—" else shown
        scaled = figure * 100 if shown and shown.endswith("%") else figure
        if number is None or (number == "—") != (figure == "—") or number != "—" and abs(number - scaled) > 0.051:
            wrong.append(f"{label}: {figure!r} is not {shown!r}")
    if len(rows) < 30 or not any(row[head[2]] == "—" for row in rows + [{head[2]: "—"}]):
        wrong.append("too few figures")
    return wrong


def changed(path, to, find, put):
    """The same workbook with one piece of it another."""
    done = 0
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8") if name.endswith(".xml") else old.read(name)
            if name.endswith(".xml") and name.startswith("xl/") and not done:
                after = re.sub(find, put, data, count=1)
                done += after != data
                data = after
            new.writestr(name, data)
    assert done == 1, f"nothing to change: {find}"
    return to


def found_out(compare, *arguments):
    try:
        return bool(compare(*arguments))
    except AssertionError:
        return True


def read(folder):
    known = json_lines(f"{folder}/cases.json")
    names = {person["code"]: person["name"] for person in json_lines(f"{folder}/staff.json")}
    assert all(names[code] == name for code, name in STRANGE.items()), names
    assert {case["officer"] for case in known} >= set(STRANGE), "every strange officer has a case"
    book = f"{folder}/cases.xlsx"
    wrong = same_cases(book, known, names)
    paper = open(f"{folder}/figures.txt", encoding="utf-8").read()
    wrong += same_figures(f"{folder}/figures.xlsx", paper)

    _, rows = table(f"{folder}/cases.csv")
    if len(rows) != len(known):
        wrong.append(f"csv: {len(rows)} rows, {len(known)} cases")
    for row, case in zip(rows, known):
        wrong += [f"csv: {field!r} begins like a formula" for field in row.values() if not safe(field)]
        for column, key in HEADS.items():
            if bare(row[column]) != case[key]:
                wrong.append(f"csv: {column} {row[column]!r} is not {case[key]!r}")
        if bare(row["直接责任人"]) != names[case["officer"]]:
            wrong.append(f"csv: officer {row['直接责任人']!r}")
    _, figures = table(f"{folder}/figures.csv")
    _, roster = table(f"{folder}/roster.csv")
    assert len(figures) > 30 and roster, "there is something to read"
    wrong += [f"csv: {f!r} begins like a formula" for row in figures + roster for f in row.values() if not safe(f)]

    # The controls: one text, one number, one formula put where a text was; each must be found out.
    officer = re.escape("@SUM(A1:A9)")
    text = changed(book, f"{folder}/text.xlsx", officer, "@SUM(A1:A8)")
    number = changed(book, f"{folder}/number.xlsx", r'(<row r="5".*?<c r="L5"[^>]*><v>)1<', r"\g<1>7<")
    formula = changed(book, f"{folder}/formula.xlsx", r'(<row r="6".*?<c r="L6"[^>]*>)<v>', r"\1<f>1+1</f><v>")
    for name, path in [("text", text), ("number", number), ("formula", formula)]:
        if not found_out(same_cases, path, known, names):
            wrong.append(f"a changed {name} was not found")
    if safe("=1+1") or safe(" ＝1") or safe("@x") or not safe("-1.50") or not safe("王芳"):
        wrong.append("the look for formulas does not see one")
    for sentence in wrong[:20]:
        print(sentence, file=sys.stderr)
    if wrong:
        sys.exit(1)
    print(f"{len(known)} cases and {len(figures)} figures read back equal; three changed files were found out")


if __name__ == "__main__":
    {"wild": lambda *_: wild(), "cases": cases, "acted": acted, "read": read}[sys.argv[1]](*sys.argv[2:])
