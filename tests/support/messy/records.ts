import { readFileSync } from 'node:fs'
import { filesIn } from '../../real-data/shared.ts'
import { type MessyFile, real, rowsOf } from './file.ts'

// Records one by one: service requests, news, procedures announced.

const REPORTED = { total: "count(*) filter (where status = 'completed')", facts: 'report_fact', kind: 'reports/report/' }

const requestsTable: MessyFile = {
  ...REPORTED,
  name: 'service requests of New York in a table, by its clock',
  file: real('analog', 'nyc311_animals_plotly.csv'),
  async read(s) {
    await s.zone('America/New_York')
  },
  async map(s) {
    await s.from('Mã phản ánh', 'Unique Key')
    await s.fixed('Đơn vị', 'new-york-city')
    await s.fixed('Kênh tiếp nhận', 'kênh khác')
    await s.from('Lĩnh vực', 'Complaint Type')
    await s.from('Tình trạng', 'Status')
    await s.words('Tình trạng', { Closed: 'Đã xử lý', 'In Progress': 'Đang xử lý' })
    await s.from('Giờ tiếp nhận', 'Created Date')
    await s.format('Giờ tiếp nhận', 'M/d/yyyy H:mm')
    await s.from('Giờ xử lý xong', 'Closed Date')
    await s.format('Giờ xử lý xong', 'M/d/yyyy H:mm')
  },
  counted() {
    const rows = rowsOf(real('analog', 'nyc311_animals_plotly.csv'))
    return { facts: rows.length, held: 0, total: rows.filter(({ Status }) => Status === 'Closed').length }
  },
}

interface Request {
  status: string
  created_date: string
  closed_date?: string
}

const requestsPage: MessyFile = {
  ...REPORTED,
  name: 'the same as a page of JSON, open, in progress and closed',
  file: real('analog', 'nyc311_api_sample_1000.json'),
  isClicked: true,
  async read(s) {
    await s.zone('America/New_York')
  },
  async map(s) {
    await s.from('Mã phản ánh', 'unique_key')
    await s.fixed('Đơn vị', 'new-york-city')
    await s.fixed('Kênh tiếp nhận', 'kênh khác')
    await s.from('Lĩnh vực', 'complaint_type')
    await s.from('Tình trạng', 'status')
    await s.words('Tình trạng', { Closed: 'Đã xử lý', 'In Progress': 'Đang xử lý', Open: 'Mới' })
    await s.from('Giờ tiếp nhận', 'created_date')
    await s.from('Giờ xử lý xong', 'closed_date')
  },
  counted() {
    const rows: Request[] = JSON.parse(readFileSync(real('analog', 'nyc311_api_sample_1000.json'), 'utf8'))
    // One was closed before it was made.
    const sound = rows.filter(({ created_date, closed_date = created_date }) => closed_date >= created_date)
    const closed = sound.filter(({ status }) => status === 'Closed')
    return { facts: sound.length, held: rows.length - sound.length, total: closed.length }
  },
}

const news = (file: string, isClicked = false): MessyFile => ({
  name: `news in ${file}`,
  file: real('rss', file),
  isClicked,
  kind: 'press/article/',
  async map(s) {
    await s.fixed('Đơn vị', 'hung-yen')
    await s.fixed('Cơ quan báo, trang', 'VnExpress')
  },
  counted() {
    const items = readFileSync(real('rss', file), 'utf8').split('<item>').slice(1)
    const whole = items.filter((item) => /<link>\s*[^<\s]/.test(item))
    return { facts: whole.length, held: items.length - whole.length, total: whole.length }
  },
  total: 'count(distinct url)',
  facts: 'press_fact',
})

const procedures: MessyFile = {
  name: 'procedures announced by decisions, two thirds of them without a date',
  file: real('tthc', 'tthc_codes_from_decisions_2025.csv'),
  kind: 'procedures/procedure_listing/',
  async map(s) {
    await s.from('Mã hồ sơ', 'ma_tthc')
    await s.fixed('Đơn vị', 'hung-yen')
    await s.from('Ngày quyết định công bố', 'ngay_ban_hanh')
    await s.none('Ngày có hiệu lực')
    await s.none('Đơn vị tính thời hạn')
    for (const field of ['Đủ bộ phận tạo thành', 'Có phí', 'Thanh toán trực tuyến']) await s.fixed(field, 'không')
    await s.fixed('Mức dịch vụ công trực tuyến', 'chưa cung cấp')
  },
  counted() {
    const rows = rowsOf(real('tthc', 'tthc_codes_from_decisions_2025.csv'))
    const dated = rows.filter(({ ngay_ban_hanh }) => ngay_ban_hanh !== '')
    const things = new Set(dated.map(({ ma_tthc, ngay_ban_hanh }) => `${ma_tthc} ${ngay_ban_hanh}`)).size
    return { facts: dated.length, held: rows.length - dated.length, things, total: things }
  },
  total: 'count(*)',
  facts: 'procedure_listing_fact',
}

export const RECORDS: MessyFile[] =
  filesIn('rss', /./).length === 0
    ? []
    : [
        requestsTable,
        requestsPage,
        news('vnexpress_tin-moi-nhat_2017-11-14_browser-preamble.xml', true),
        news('vnexpress_tin-moi-nhat_2017-04-19.xml'),
        news('vnexpress_tin-moi-nhat_2017-07-26.xml'),
        procedures,
      ]
