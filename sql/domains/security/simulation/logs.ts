import { startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import { dateOf, type World } from '../../../src/pack/simulate.ts'
import { type Guarded, traces } from './who.ts'

const A_DAY = 220
const HOUR_MS = 3_600_000

/** Signatures as a sensor names them, and how it weighs them from 0 to 10. */
const SIGNATURES = [
  { id: '1001', name: 'Dò quét cổng', category: 'scan', severity: 3, weight: 30 },
  { id: '1107', name: 'Dò mật khẩu đăng nhập từ xa', category: 'brute_force', severity: 6, weight: 18 },
  { id: '2040', name: 'Chèn mã SQL | tham số a=b', category: 'web_attack', severity: 7, weight: 14 },
  { id: '2210', name: 'Tải tệp mã độc', category: 'malware', severity: 7, weight: 12 },
  { id: '3001', name: 'Kết nối máy chủ điều khiển', category: 'botnet', severity: 9, weight: 6 },
  { id: '3300', name: 'Truy cập trang giả mạo', category: 'phishing', severity: 5, weight: 11 },
  { id: '4100', name: 'Lưu lượng tăng bất thường', category: 'denial', severity: 8, weight: 3 },
  { id: '5005', name: 'Dùng phần mềm không được phép', category: 'policy', severity: 2, weight: 6 },
]
const SUMS = runningSums(SIGNATURES.map(({ weight }) => weight))

/** A day of the sensors' log up to a moment, as a relay writes it: syslog around CEF. */
export function logOf(world: World, guarded: Guarded, day: number, until: number): string {
  const lines: [number, string][] = []
  const count = Math.round(A_DAY * Math.sqrt(world.scale) * new Random(world.seed, keyOf('alerts'), day).between(0.7, 1.4))
  for (let index = 0; index < count; index++) {
    const random = new Random(world.seed, keyOf('alert'), day, index)
    const at = Math.floor(startOfNumber(day).getTime() + random.next() * 24 * HOUR_MS)
    if (at <= until) lines.push([at, lineOf(random, guarded, day, index, at)])
  }
  return lines
    .toSorted(([a], [b]) => a - b)
    .map(([, line]) => `${line}\n`)
    .join('')
}

function lineOf(random: Random, guarded: Guarded, day: number, index: number, at: number): string {
  const { id, name, category, severity } = SIGNATURES[random.weighted(SUMS)] as (typeof SIGNATURES)[number]
  const { IPNguon, IPDich, MaBam, TenMien, TaiKhoan } = traces(random)
  const pairs = {
    rt: String(at),
    externalId: `CB${dateOf(day).replaceAll('-', '')}${String(index).padStart(5, '0')}`,
    act: random.chance(0.87) ? 'blocked' : 'detected',
    cat: category,
    cs1Label: 'DonVi',
    cs1: guarded.pick(random).code,
    src: IPNguon,
    dst: IPDich,
    suser: TaiKhoan,
    fileHash: MaBam,
    request: `http://${TenMien}/?a=1`,
    msg: `Máy ${IPDich} gọi ${TenMien}`,
  }
  const extension = Object.entries(pairs).map(([key, value]) => `${key}=${String(value).replace(/[\\=]/g, '\\$&')}`)
  const stamp = new Date(at + 7 * HOUR_MS).toISOString().replace('Z', '+07:00')
  const header = ['CEF:0', 'Mô phỏng', 'Cảm biến', '1.0', id, name, String(severity)].map((field) =>
    field.replace(/[\\|]/g, '\\$&'),
  )
  return `<134>1 ${stamp} cam-bien soc - - - ${header.join('|')}|${extension.join(' ')}`
}
