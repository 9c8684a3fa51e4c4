// Opens a Swagger page, executes an operation by clicks, takes a picture, and says what was seen.
// node swagger_page.mjs PLAYWRIGHT CHROMIUM URL OPERATION PICTURE

import { createRequire } from "node:module";

const [playwright, executablePath, url, operation, picture] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(playwright);

const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args });
try {
  const page = await browser.newPage({ viewport: { width: 1100, height: 1680 } });
  const errors = [];
  const elsewhere = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith("data:")) elsewhere.push(request.url());
  });

  await page.goto(url);
  await page.waitForSelector(".opblock");
  const operations = await page.$$eval(".opblock-summary", (all) =>
    all.map((each) => each.querySelector(".opblock-summary-method").innerText + " " +
      each.querySelector(".opblock-summary-path").getAttribute("data-path")));

  const block = page.locator(`[id$="${operation}"]`).first();
  await block.locator(".opblock-summary-control").click();
  await block.getByRole("button", { name: "Try it out" }).click();
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await block.getByRole("button", { name: "Execute" }).click();
  const response = await answered;
  const live = block.locator(".live-responses-table");
  await live.waitFor();
  const shown = await live.locator(".response-col_status").last().innerText();
  await page.mouse.wheel(0, -100000);
  await page.waitForTimeout(300); // for the scrolling
  await page.screenshot({ path: picture });
  console.log(JSON.stringify({
    title: await page.locator(".info .title").innerText(),
    operations, errors, elsewhere, shown,
    status: response.status(), body: await response.json(),
  }));
} finally {
  await browser.close();
}
