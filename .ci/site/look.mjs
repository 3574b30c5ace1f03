// What a browser sees of the site. `look.mjs picture FILE` makes a photograph to take in; `look.mjs codes` reads the lines of
// `staff list --json` and prints who may be on duty; `look.mjs look PICTURES FOLDER…` opens every page on three widths, and a page
// that is wrong on purpose, which must be found.
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { deflateSync } from "node:zlib";

const WIDTHS = [360, 768, 1280];
const HEIGHT = 780;
const NUMBERS = ["80802345", "18914882345"];
/// What the server of an office's website should send along (docs/publish.md).
const HEADERS = {
  "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};
const KINDS = { html: "text/html; charset=utf-8", css: "text/css", svg: "image/svg+xml", jpg: "image/jpeg", txt: "text/plain" };

/// A PNG of a face on blue, 300 × 400.
function picture() {
  const [width, height] = [300, 400];
  const rows = [];
  for (let y = 0; y < height; y++) {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) {
      const face = ((x - 150) / 70) ** 2 + ((y - 160) / 90) ** 2 < 1;
      const body = ((x - 150) / 130) ** 2 + ((y - 400) / 130) ** 2 < 1;
      row.set(face ? [236, 204, 178] : body ? [44, 62, 80] : [86, 140, 190], 1 + x * 3);
    }
    rows.push(row);
  }
  const table = Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n >>> 0;
  });
  const crc = (bytes) => {
    let c = 0xffffffff;
    for (const byte of bytes) c = table[(c ^ byte) & 255] ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))]);
}

function codes() {
  const lines = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return lines.filter((staff) => staff.officer || staff.leader).map((staff) => staff.code);
}

/// A server of one folder and of pages made here.
function serve(folder, made) {
  const server = createServer((request, response) => {
    const path = request.url.slice(1) || "index.html";
    try {
      const bytes = made[path] ?? readFileSync(join(folder, path));
      response.writeHead(200, { ...HEADERS, "Content-Type": KINDS[path.split(".").pop()] ?? "application/octet-stream" });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server)));
}

/// Everything that is wrong with a page as it stands in the browser.
async function complaints(page, url) {
  const wrong = [];
  const heard = (message) => wrong.push(`console: ${message.text()}`);
  const missed = (response) => response.status() >= 400 && wrong.push(`${response.status()}: ${response.url()}`);
  page.on("console", heard).on("response", missed);
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  await page.goto(url, { waitUntil: "load" });
  const seen = await page.evaluate((numbers) => {
    const wrong = [];
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) {
      const guilty = [...document.querySelectorAll("body *")].filter((node) => node.getBoundingClientRect().right > wide + 1);
      wrong.push(`wider than the screen: ${guilty.slice(0, 3).map((node) => `${node.tagName}.${node.className}`)}`);
    }
    for (const number of numbers) {
      const link = [...document.querySelectorAll("header a")].find((link) => link.textContent === number);
      const box = link?.getBoundingClientRect();
      if (!box || box.width === 0 || box.bottom > innerHeight || getComputedStyle(link).visibility !== "visible") {
        wrong.push(`${number} is not in sight`);
      }
    }
    for (const image of document.images) {
      const [shown, own] = [image.width / image.height, image.naturalWidth];
      if (!image.complete || own === 0 || own > 640 || image.naturalHeight > 640) wrong.push(`picture ${image.src}: ${own}`);
      if (Math.abs(shown - 0.75) > 0.01 || image.width < 80 || image.alt === "") wrong.push(`picture shown ${image.width} × ${image.height}`);
    }
    if (document.scripts.length) wrong.push("a script");
    if (document.documentElement.lang !== "zh-CN") wrong.push("no language");
    for (const node of document.querySelectorAll("main *, footer *")) {
      const own = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim());
      const scale = node.ownerSVGElement ? node.ownerSVGElement.getBoundingClientRect().width / 360 : 1;
      const size = parseFloat(getComputedStyle(node).fontSize) * scale;
      if (own && size < 11.5) wrong.push(`type of ${size} px: ${node.textContent.slice(0, 20)}`);
    }
    return wrong;
  }, NUMBERS);
  page.removeAllListeners();
  return [...wrong, ...seen];
}

async function look(pictures, folders) {
  const { chromium } = await import("playwright-core");
  const profile = mkdtempSync(join(tmpdir(), "profile-"));
  const args = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ];
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "chromium", headless: true, args, locale: "zh-CN",
  });
  let [bad, looked, photographs] = [0, 0, 0];
  try {
    for (const folder of folders) {
      const index = readFileSync(join(folder, "index.html"), "utf8");
      const wrong = index.replace("</main>", '<script>document.title = "x"</script><p style="color: red">x</p><img class="portrait" src="none.jpg" alt=""><pre>' + "宽".repeat(200) + "</pre></main>").replace(/header/g, "div");
      const server = await serve(folder, { "wrong.html": wrong });
      const base = `http://127.0.0.1:${server.address().port}`;
      const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
      for (const width of WIDTHS) {
        const page = await browser.newPage();
        await page.setViewportSize({ width, height: HEIGHT });
        for (const name of pages) {
          for (const complaint of await complaints(page, `${base}/${name}`)) {
            bad++;
            console.error(`${basename(folder)}/${name} at ${width}: ${complaint}`);
          }
          looked++;
          photographs += await page.locator("img").count();
          if (pictures) {
            mkdirSync(pictures, { recursive: true });
            await page.screenshot({ path: join(pictures, `${basename(folder)}-${name.split(".")[0]}-${width}.png`), fullPage: true });
          }
        }
        await page.close();
      }
      // The control: each kind of wrong is found, or nothing above means anything.
      const page = await browser.newPage();
      await page.setViewportSize({ width: 360, height: HEIGHT });
      const found = (await complaints(page, `${base}/wrong.html`)).join("\n");
      for (const sign of ["script", "style", "404", "wider than the screen", "not in sight", "picture"]) {
        if (!found.includes(sign)) {
          bad++;
          console.error(`the control was not found out: ${sign}\n${found}`);
        }
      }
      await page.close();
      server.close();
    }
  } finally {
    await browser.close();
  }
  if (!photographs) {
    bad++;
    console.error("no photograph was looked at");
  }
  console.log(`${looked} pages looked at, ${photographs} photographs among them, ${bad} complaints`);
  return bad;
}

const [what, ...rest] = process.argv.slice(2);
switch (what) {
  case "picture":
    writeFileSync(rest[0], picture());
    break;
  case "codes":
    console.log(codes().join("\n"));
    break;
  case "look":
    process.exitCode = (await look(rest[0], rest.slice(1))) ? 1 : 0;
    break;
  default:
    console.error("look.mjs picture FILE | codes | look PICTURES FOLDER…");
    process.exitCode = 2;
}
