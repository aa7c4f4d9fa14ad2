import type { Database } from '@ioc/sql'
import { ingestUpload } from '@ioc/workers/testing'
import type { Locator, Page } from 'playwright-core'
import { signIn } from './browser.ts'

/** What reading each figure as a record adds to it, as the console calls it. */
export const MADE: Record<string, string> = {
  item: 'Khoản mục của cột số liệu',
  period: 'Kỳ của cột số liệu',
  beside: 'Tên ở cột riêng',
  amount: 'Số của ô',
}

/** What was brought by hand or by itself waits for a worker: this is one. */
export async function takeInBrought(database: Database): Promise<void> {
  const { rows } = await database.pool.query(
    "select feed.key as feed, run_id as run, page_id as page from delivery join feed on feed.id = feed_id join run on run.id = run_id where run.status = 'running'",
  )
  for (const page of rows) await ingestUpload(database, page)
}

/** What a steward chooses on the way from a file to a feed, however it is done. */
export interface Choices {
  /** Only these sheets, in the order they are ticked; all where none is named. */
  sheets(...names: string[]): Promise<void>
  /** A row's number in the page as it stands, to be heading, its end, or the first of the data. */
  row(sets: keyof typeof SETS, row: number): Promise<void>
  /** A cell above the table, or the sheet's or the file's name, becomes a column. */
  take(cell: string): Promise<void>
  /** Where the clock of the source hangs. */
  zone(zone: string): Promise<void>
  onlyRows(column: string, where: 'ordinal' | 'filled' | 'words' | 'notWords', words?: string): Promise<void>
  stray(): Promise<void>
  /** Columns of figures, each with the item it tells. */
  figures(columns: { column: string; item?: string }[]): Promise<void>
  kind(kind: string): Promise<void>
  unitKind(kind: string): Promise<void>
  from(target: string, column: string): Promise<void>
  none(target: string): Promise<void>
  fixed(target: string, value: string): Promise<void>
  numbers(target: string, written: '' | 'vi' | 'en'): Promise<void>
  format(target: string, format: string): Promise<void>
  /** A year or a month means its first day, where it would mean its last. */
  firstDay(target: string): Promise<void>
  /** Words of a column, each told what it is of ours. */
  words(target: string, words: Record<string, string>): Promise<void>
  /** The part of a text that a field is made of. */
  part(target: string, part: Part): Promise<void>
  /** In the trial: which unit a name means that none bears. */
  tell(name: string, unit: string): Promise<void>
  /** Counts of the trial: what would be stored, held and sent back. */
  tried(): Promise<{ facts: number; held: number; rejected: number }>
  /** From the trial to a feed whose page waits to be taken in. */
  publish(title: string): Promise<void>
}

type Part = { digits: number } | { by: string; take: number } | { after: string; before?: string }

const SETS = { heading: 'dòng tiêu đề đầu', headingEnd: 'dòng tiêu đề cuối', first: 'dòng dữ liệu đầu' }
export const OWNER = 'trung-tam-phuc-vu-hanh-chinh-cong'
export const OWNER_NAME = 'Trung tâm Phục vụ hành chính công'
export const BY = 'Nguyễn Thị Lan'

/** An option as a person finds it: by all that is written, by what stands before its example, or by what it stands for. */
export function optionAmong<O extends { text: string; value: string }>(options: O[], label: string): O {
  const found =
    options.find(({ text }) => text === label) ??
    options.find(({ text }) => text.startsWith(`${label} (`)) ??
    options.find(({ value }) => value === label)
  if (!found) throw new Error(`no «${label}» among ${options.map(({ text }) => text).join(' | ')}`)
  return found
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
    return optionAmong(options, label).value
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
    async row(sets: keyof typeof SETS, row: number) {
      await page.getByRole('radio', { name: SETS[sets] }).check()
      await page.getByRole('button', { name: `Dòng ${row}`, exact: true }).click()
      await this.seen()
    },
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
    async figures(columns: { column: string; item?: string }[]) {
      await page.getByRole('checkbox', { name: 'Mỗi ô số là một bản ghi' }).check()
      for (const { column, item } of columns) {
        const row = page
          .locator('.read-figures tbody tr')
          .filter({ has: page.locator(`span:text("${column}")`) })
          .first()
        await row.getByRole('checkbox').check()
        if (!item) continue
        await row.getByRole('combobox', { name: /^Khoản mục của cột/ }).selectOption({ label: 'giá trị khác…' })
        await row.getByRole('textbox', { name: /^Giá trị khác của/ }).fill(item)
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
    async none(target: string) {
      await box(`Cột cho «${target}»`).selectOption('')
    },
    async fixed(target: string, value: string) {
      await box(`Cột cho «${target}»`).selectOption({ label: 'Giá trị cố định…' })
      const field = page.getByLabel(`Giá trị cố định của «${target}»`)
      if ((await field.evaluate((each) => each.tagName)) === 'SELECT') await field.selectOption(await optionOf(field, value))
      else await field.fill(value)
    },
    numbers: (target: string, label: string) => choose(`Cách viết số của «${target}»`, label),
    format: (target: string, label: string) => choose(`Cách viết ngày của «${target}»`, label),
    async firstDay(target: string) {
      const row = page.getByRole('row').filter({ has: box(`Cột cho «${target}»`) })
      await row.getByRole('checkbox', { name: /ngày cuối/ }).uncheck()
    },
    /** A list that is folded up is opened first. */
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
    async part(target: string, part: Part) {
      const kind = page.getByLabel(`Phần lấy của «${target}»`)
      if (!(await kind.isVisible())) await kind.locator('xpath=ancestor::details/summary').click()
      const row = kind.locator('xpath=..')
      if ('digits' in part) {
        await kind.selectOption('digits')
        await row.getByLabel('Số chữ số').fill(String(part.digits))
      } else if ('by' in part) {
        await kind.selectOption('by')
        await row.getByLabel('dấu cắt').fill(part.by)
        await row.getByLabel('Đoạn thứ mấy').selectOption(String(part.take))
      } else {
        await kind.selectOption('between')
        await row.getByLabel('sau chữ').fill(part.after)
        if (part.before !== undefined) await row.getByLabel('trước chữ').fill(part.before)
      }
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
    async tell(name: string, unit: string) {
      await choose(`«${name}» là đơn vị nào`, unit)
      await page.getByRole('combobox', { name: `«${name}» là đơn vị nào` }).waitFor({ state: 'detached' })
    },
    async tried() {
      await page.getByText('dòng sẽ ghi').waitFor()
      await calm()
      const count = async (words: string) =>
        Number((await page.locator('.make-counts p', { hasText: words }).locator('b').textContent())?.replaceAll('.', ''))
      return { facts: await count('dòng sẽ ghi'), held: await count('dòng bị giữ'), rejected: await count('dòng không đọc được') }
    },
    async publish(title: string) {
      await this.next('lịch và cam kết')
      await page.getByRole('textbox', { name: /^Tên nguồn/ }).fill(title)
      await page.getByRole('combobox', { name: /^Đơn vị chịu trách nhiệm/ }).fill(OWNER_NAME)
      await page.getByRole('spinbutton', { name: /^Cam kết/ }).fill('30')
      await this.next('công bố')
      await signIn(page.context(), BY)
      await page.getByRole('button', { name: 'Công bố nguồn' }).click()
      await page.getByText('đã công bố, bản 1').waitFor()
    },
  }
}
