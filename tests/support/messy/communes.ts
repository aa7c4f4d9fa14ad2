import { filesIn } from '../../real-data/shared.ts'
import { type Counted, type MessyFile, real, rowsOf, STORED, sum, TERRITORY } from './file.ts'

// People and area of the units at the merger: the same communes in seven guises, and the provinces.

/** The rule of this form: a commune after the merger has 3,000 people or more. */
function soundIn(path: string, options = {}): Counted {
  const rows = rowsOf(path, options)
  const people = rows.map(({ population_sapnhap_raw = '' }) => population_sapnhap_raw)
  const sound = people.filter((each) => /^\d+$/.test(each) && Number(each) >= 3_000).map(Number)
  return { facts: sound.length, held: rows.length - sound.length, total: sum(sound), spots: { 'phuong-pho-hien people': 68_982 } }
}

const communes = (folder: string, file: string, isClicked = false): MessyFile => ({
  name: `the communes at the merger in ${file}`,
  file: real(folder, file),
  isClicked,
  kind: TERRITORY,
  async map(s) {
    await s.from('Đơn vị', 'code')
    await s.from('dân số', 'population_sapnhap_raw')
    await s.from('diện tích (km²)', 'area_km2_gis')
    await s.fixed('Ngày số liệu', '2025-07-01')
    await s.fixed('Nguồn số liệu', 'tệp sáp nhập, từng xã')
  },
  // One file says what all must read to.
  counted: () => soundIn(real('messy', 'hung_yen_communes_semicolon_utf8bom_crlf.csv'), { delimiter: ';' }),
  ...STORED.people,
})

const provinces: MessyFile = {
  name: 'people and area of the provinces, 8.718.000 and 3.359,80',
  file: real('admin', 'sapnhap_bando_province_2025-07-17.csv'),
  isClicked: true,
  kind: TERRITORY,
  async map(s) {
    await s.from('Đơn vị', 'tentinh')
    await s.from('dân số', 'dansonguoi')
    await s.numbers('dân số', 'vi')
    await s.from('diện tích (km²)', 'dientichkm2')
    await s.numbers('diện tích (km²)', 'vi')
    await s.fixed('Ngày số liệu', '2025-07-01')
    await s.fixed('Nguồn số liệu', 'tệp sáp nhập, toàn tỉnh')
  },
  counted() {
    const rows = rowsOf(real('admin', 'sapnhap_bando_province_2025-07-17.csv'))
    const read = (text = '') => Number(text.replaceAll('.', '').replace(',', '.'))
    // All are provinces by their people and of a province's size; Hà Nội is printed as the capital.
    const total = sum(rows.map(({ dansonguoi }) => read(dansonguoi)))
    return { facts: rows.length, held: 0, total, spots: { 'ha-noi people': 8_718_000 } }
  },
  ...STORED.people,
}

export const UNITS: MessyFile[] =
  filesIn('messy', /./).length === 0
    ? []
    : [
        communes('messy', 'hung_yen_communes_tcvn3_abc.csv', true),
        ...[
          'hung_yen_communes_cp1258.csv',
          'hung_yen_communes_nfd_utf8.csv',
          'hung_yen_communes_semicolon_utf8bom_crlf.csv',
          'hung_yen_communes_utf16le_tab.txt',
        ].map((file) => communes('messy', file)),
        communes('admin', 'hung_yen_104_communes.csv'),
        provinces,
      ]
