import { loadRegistry, loadUnitRegistry, momentOf, parsePeriod, proveReading, verify } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'

// What the index of Decision 766/QĐ-TTg asks of results: a file where the procedure yields a document, nothing where it yields none, and
// of all dossiers received, be they finished or not (3.3, 4.1, 4.2).

interface Sketch {
  procedure?: string
  /** As the source says it: '1', '0' or nothing. */
  document?: string
  online?: boolean
  digitised?: boolean
  result?: boolean
  open?: boolean
  finished?: string
  supplements?: Record<string, string>[]
}

async function told(sketches: Sketch[]) {
  const database = await hungYen()
  const duLieu = sketches.map(({ procedure, document, online, digitised, result, open, finished, supplements = [] }, n) => ({
    MaHoSo: `H31.101-261005-${String(n).padStart(6, '0')}`,
    MaTTHC: procedure ?? '2.000815',
    TenLinhVuc: 'Chứng thực',
    DonViXuLy: 'H31.101',
    KenhThucHien: online ? '2' : '1',
    TrangThaiHoSo: open ? '4' : '9',
    NgayTiepNhan: '2026-10-05T08:00:00.000',
    NgayHenTra: '2026-10-30T17:00:00.000',
    NgayKetThucXuLy: open ? '' : (finished ?? '2026-10-09T09:00:00.000'),
    ...(document === undefined ? {} : { TraKetQuaGiayTo: document }),
    HoSoCoThanhPhanSoHoa: digitised ? '1' : '0',
    DanhSachGiayToKetQua: result ? [{ DuongDanTepTinKetQua: '/ket-qua/1' }] : [],
    DanhSachHoSoBoSung: supplements,
    NgayCapNhat: '2026-10-25T10:00:00.000',
  }))
  const taken = await takeFiles(database, 'dossiers-sim', { '1.json': JSON.stringify({ tongSo: duLieu.length, duLieu }) })
  expect(taken).toMatchObject({ held: 0, rejected: 0 })
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = momentOf({}, new Date('2026-11-05T10:00:00+07:00'))
  const prove = async (id: string) => {
    const span = parsePeriod('2026-10', moment.at)
    const proof = await proveReading(database.db, units, registry.indicator(id), units.find('hung-yen').id, moment, span)
    expect(proof.agrees, id).toBe(true)
    return proof.reading.value
  }
  expect((await verify(database.db)).differences).toEqual([])
  return prove
}

test('electronic results are asked of procedures that yield a document, and of what nobody says it of', async () => {
  const prove = await told([
    { document: '1', result: true },
    { document: '1' },
    { result: true },
    { document: '1', open: true },
    { document: '0' },
    { document: '0', open: true },
  ])
  // Two of four; of the two that yield nothing to issue nobody asks.
  expect(await prove('service_index.score_4_1')).toBeCloseTo(2.2)
  expect(await prove('service_index.lost_on_paper')).toBeCloseTo(2.2)
  // Of those completed, two of three.
  expect(await prove('dossiers.e_result_share')).toBeCloseTo((2 / 3) * 100)
  expect(await prove('dossiers.results_on_paper')).toBe(1)
})

test('digitised is a share of every dossier received; where no document comes out the papers handed in are enough', async () => {
  const prove = await told([
    { document: '1', digitised: true, result: true },
    { document: '1', digitised: true },
    { document: '1', result: true },
    // No result yet.
    { document: '1', digitised: true, open: true },
    { document: '0', digitised: true },
    { document: '0' },
    { document: '0', digitised: true, open: true },
    { document: '1', open: true },
  ])
  // Three of eight, where four fifths would bring 4.4 points.
  expect(await prove('service_index.score_4_2')).toBeCloseTo((4.4 * (3 / 8)) / 0.8)
  expect(await prove('service_index.lost_undigitised')).toBeCloseTo(4.4 * (1 - 3 / 8 / 0.8))
  // Of those completed that yield a document, one of three.
  expect(await prove('dossiers.digitised_share')).toBeCloseTo(100 / 3)
})

test('filed online counts with its electronic result, or at once where no document comes out', async () => {
  const online = { online: true }
  const prove = await told([
    { ...online, document: '1', result: true },
    { ...online, document: '1' },
    { ...online, document: '1', open: true },
    { ...online, document: '0', open: true },
    { document: '1', result: true },
    { document: '0' },
    { document: '0' },
    { document: '0' },
  ])
  // Two of eight cost half of the four points; nothing is known of the other portal, so that the score has none.
  expect(await prove('service_index.lost_offline')).toBeCloseTo(2)
  expect(await prove('service_index.score_3_3')).toBeNull()
})

test('the mean time of a procedure is in working days, less those waited for supplements', async () => {
  const prove = await told([
    // Monday to Friday: four.
    {},
    // Over a weekend, less two waited for: Monday the 5th to Monday the 12th.
    {
      finished: '2026-10-12T09:00:00.000',
      supplements: [{ NgayBoSung: '2026-10-07T09:00:00.000', NgayTiepNhanBoSung: '2026-10-09T09:00:00.000' }],
    },
    { open: true },
  ])
  expect(await prove('service_index.mean_days')).toBe(3.5)
})
