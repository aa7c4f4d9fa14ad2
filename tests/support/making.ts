import type { Database } from '@ioc/sql'
import { ingestUpload } from '@ioc/workers/testing'
import type { Locator, Page } from 'playwright-core'

/** What was brought by hand or by itself waits for a worker: this is one. */
export async function takeInBrought(database: Database): Promise<void> {
  const { rows } = await database.pool.query(
    "select feed.key as feed, run_id as run, page_id as page from delivery join feed on feed.id = feed_id join run on run.id = run_id where run.status = 'running'",
  )
  for (const page of rows) await ingestUpload(database, page)
}

/** What a steward does on the screens that make a feed, each as one click or one thing typed. */
export function steward(page: Page) {
  const box = (name: string) => page.getByRole('combobox', { name, exact: true })
  // A page is read, a mapping asked for: what is shown then is not yet what was asked.
  const calm = async () => {
    await page.locator('.make-step[aria-busy="false"]').waitFor()
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' })
  }
  const optionOf = async (select: Locator, label: string) => {
    const options = await select
      .locator('option')
      .evaluateAll((all) =>
        all.map((each) => ({ text: (each.textContent ?? '').trim(), value: (each as HTMLOptionElement).value })),
      )
    const found =
      options.find(({ text }) => text === label) ??
      options.find(({ text }) => text.startsWith(`${label} (`)) ??
      options.find(({ value }) => value === label)
    if (!found) throw new Error(`no «${label}» among ${options.map(({ text }) => text).join(' | ')}`)
    return found.value
  }
  const choose = async (name: string, label: string) => {
    await box(name).waitFor()
    await box(name).selectOption(await optionOf(box(name), label))
  }
  return {
    choose,
    async begin(url: string, file: { name: string; buffer: Buffer }) {
      await page.goto(`${url}/console`)
      await page.getByRole('link', { name: 'Tạo nguồn mới' }).click()
      await page.getByRole('button', { name: /Tệp do người dùng nạp/ }).click()
      await page
        .getByLabel('Chọn tệp mẫu')
        .last()
        .setInputFiles({ ...file, mimeType: 'application/octet-stream' })
      await page.getByText(/Đã có trang mẫu/).waitFor()
      await this.next('nhận cột')
      await this.seen()
    },
    next: (step: string) => page.getByRole('button', { name: `Tiếp tục: ${step}` }).click(),
    /** Once the page has been read as it is told to be: how many records were found. */
    async seen(): Promise<number> {
      await calm()
      const text = await page.getByRole('heading', { name: /cột trong .* bản ghi mẫu/ }).textContent()
      return Number(/trong ([\d.]+) bản ghi/.exec(text ?? '')?.[1]?.replaceAll('.', ''))
    },
    /** Only these sheets, in the order they are ticked. */
    async sheets(...names: string[]) {
      const all = page.getByRole('checkbox', { name: 'mọi trang', exact: true })
      if (!(await all.isChecked())) await all.click()
      for (const name of names) await page.getByRole('checkbox', { name, exact: true }).check()
      const first = names[0]
      // The first sheet is ticked with «mọi trang» taken off, where it was not wanted.
      for (const each of await page.getByRole('group', { name: 'Trang tính' }).getByRole('checkbox').all()) {
        const name = (await each.locator('xpath=..').textContent())?.trim() ?? ''
        if (first && !names.includes(name) && (await each.isChecked())) await each.uncheck()
      }
      await this.seen()
    },
    /** A row's number in the page as it stands, to be heading, its end, or the first of the data. */
    async row(sets: 'dòng tiêu đề đầu' | 'dòng tiêu đề cuối' | 'dòng dữ liệu đầu', row: number) {
      await page.getByRole('radio', { name: sets }).check()
      await page.getByRole('button', { name: `Dòng ${row}`, exact: true }).click()
      await this.seen()
    },
    /** A cell above the table, or the sheet's name, becomes a column. */
    async take(cell: string) {
      const isAround = cell === 'Tên trang tính' || cell === 'Tên tệp'
      await page.locator(isAround ? `button:text-is("${cell}")` : `button[title^="Lấy ô ${cell} "]`).click()
      await this.seen()
    },
    zone: (zone: string) => choose('Giờ trong nguồn', zone),
    async onlyRows(column: string, where: string, words?: string) {
      await page.getByRole('checkbox', { name: 'Chỉ lấy một số dòng' }).check()
      await choose('Xét cột', column)
      await choose('Lấy dòng mà ô ấy', where)
      if (words) {
        const field = page.getByLabel('Các từ, ngăn bằng dấu phẩy')
        await field.fill(words)
        await field.blur()
      }
      await this.seen()
    },
    async stray() {
      await page.getByRole('checkbox', { name: /^Bỏ qua ô nằm ngoài/ }).check()
      await this.seen()
    },
    /** Columns of figures, each with the item it tells and, where it has its own, the column of its names. */
    async figures(columns: { column: string; item?: string; beside?: string }[]) {
      await page.getByRole('checkbox', { name: 'Mỗi ô số là một bản ghi' }).check()
      for (const { column, item, beside } of columns) {
        const row = page
          .locator('.read-figures tbody tr')
          .filter({ has: page.locator(`span:text("${column}")`) })
          .first()
        await row.getByRole('checkbox').check()
        if (item) await row.getByRole('textbox').first().fill(item)
        if (beside) await row.getByRole('combobox').selectOption(await optionOf(row.getByRole('combobox'), beside))
      }
      await this.seen()
    },
    async kind(value: string) {
      await box('Mỗi dòng của nguồn là một').selectOption(value)
      await calm()
    },
    async from(target: string, column: string) {
      await choose(`Cột cho «${target}»`, column)
      await calm()
    },
    unitKind: (kind: string) => choose('Tên đơn vị trong nguồn là tên của', kind),
    none: (target: string) => box(`Cột cho «${target}»`).selectOption(''),
    async fixed(target: string, value: string) {
      await box(`Cột cho «${target}»`).selectOption({ label: 'Giá trị cố định…' })
      const field = page.getByLabel(`Giá trị cố định của «${target}»`)
      if ((await field.evaluate((each) => each.tagName)) === 'SELECT') await field.selectOption(await optionOf(field, value))
      else await field.fill(value)
    },
    numbers: (target: string, label: string) => choose(`Cách viết số của «${target}»`, label),
    format: (target: string, label: string) => choose(`Cách viết ngày của «${target}»`, label),
    /** Words of a column, each told what it is of ours; a list that is folded up is opened first. */
    async words(target: string, words: Record<string, string>) {
      for (const [word, ours] of Object.entries(words)) {
        const field = page.getByLabel(`«${word}» của «${target}» là`, { exact: true })
        await field.waitFor({ state: 'attached' })
        if (!(await field.isVisible())) await field.locator('xpath=ancestor::details/summary').click()
        if ((await field.evaluate((each) => each.tagName)) === 'SELECT') await field.selectOption(await optionOf(field, ours))
        else {
          await field.fill(ours)
          await field.blur()
        }
      }
    },
    /** The part of a text that a field is made of. */
    async part(target: string, label: string, more: { by?: string; take?: string; after?: string; before?: string } = {}) {
      const part = page.getByLabel(`Phần lấy của «${target}»`)
      if (!(await part.isVisible())) await part.locator('xpath=ancestor::details/summary').click()
      await part.selectOption(await optionOf(part, label))
      const row = part.locator('xpath=..')
      if (more.by) await row.getByLabel('dấu cắt').fill(more.by)
      if (more.take) await row.getByLabel('Đoạn thứ mấy').selectOption(await optionOf(row.getByLabel('Đoạn thứ mấy'), more.take))
      if (more.after !== undefined) await row.getByLabel('sau chữ').fill(more.after)
      if (more.before !== undefined) await row.getByLabel('trước chữ').fill(more.before)
    },
    /** Another column set behind the one a field is taken from. */
    async join(target: string, column: string) {
      const field = page.getByLabel(`Cột nối vào «${target}»`)
      if (!(await field.isVisible())) await field.locator('xpath=ancestor::details/summary').click()
      await field.selectOption(await optionOf(field, column))
    },
    /** A number's unit of measurement, which stands in another column. */
    async unitIn(target: string, column: string) {
      await choose(`Đơn vị tính của «${target}»`, 'đơn vị tính ở cột khác…')
      await choose(`Cột ghi đơn vị tính của «${target}»`, column)
    },
    /** In the trial: which unit a name means that none bears. */
    async tell(name: string, unit: string) {
      await choose(`«${name}» là đơn vị nào`, unit)
      await page.getByRole('combobox', { name: `«${name}» là đơn vị nào` }).waitFor({ state: 'detached' })
    },
    /** Counts of the trial: what would be stored, held and sent back. */
    async tried(): Promise<{ facts: number; held: number; rejected: number }> {
      await page.getByText('dòng sẽ ghi').waitFor()
      await calm()
      const count = async (words: string) =>
        Number((await page.locator('.make-counts p', { hasText: words }).locator('b').textContent())?.replaceAll('.', ''))
      return { facts: await count('dòng sẽ ghi'), held: await count('dòng bị giữ'), rejected: await count('dòng không đọc được') }
    },
    /** From the trial to a feed that has run; answers its key. */
    async publish(title: string): Promise<void> {
      await this.next('lịch và cam kết')
      await page.getByRole('textbox', { name: /^Tên nguồn/ }).fill(title)
      await page.getByRole('combobox', { name: /^Đơn vị chịu trách nhiệm/ }).selectOption('trung-tam-phuc-vu-hanh-chinh-cong')
      await page.getByRole('spinbutton', { name: /^Cam kết/ }).fill('30')
      await this.next('công bố')
      await page.getByRole('textbox', { name: 'Người thực hiện' }).fill('Nguyễn Thị Lan')
      await page.getByRole('button', { name: 'Công bố nguồn' }).click()
      await page.getByText('đã công bố, bản 1').waitFor()
    },
  }
}
export type Steward = ReturnType<typeof steward>
