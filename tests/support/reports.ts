import { type Database, duePeriods, expectationOf, findTemplate, loadCalendar } from '@ioc/sql'

/** The newest period of a form that is over. */
export async function newestPeriod({ db }: Database, template: string, back = 0) {
  const expectation = await expectationOf(db, (await findTemplate(db, template)).spec)
  const periods = duePeriods(loadCalendar('hung-yen'), expectation, new Date(), 1 + back)
  return periods[0] as (typeof periods)[number]
}

const MEDICINES = ['khang_sinh', 'tim_mach', 'dai_thao_duong', 'vac_xin', 'cap_cuu']
const COLUMNS = { mat_hang: 20, duoi_muc: 2, ton_kho: 1_500, da_dung: 500 }

/** A health station's report that is right in every cell. */
export function stationReport(doctors = 2, nurses = 5): Record<string, string> {
  const cells: Record<string, string> = {
    'nhan_luc.bac_si.so_nguoi': String(doctors),
    'nhan_luc.dieu_duong.so_nguoi': String(nurses),
  }
  for (const [column, count] of Object.entries(COLUMNS)) {
    for (const medicine of MEDICINES) cells[`thuoc.${medicine}.${column}`] = String(count)
    cells[`thuoc.cong.${column}`] = (count * MEDICINES.length).toLocaleString('vi-VN')
  }
  return cells
}

/** Over HTTP, as the screen speaks. */
export function reportApi(url: string, template: string, unit: string, period: string) {
  const path = `${url}/api/reports/${template}/${unit}/${period}`
  const post = async (what: string, body: object) => {
    const response = await fetch(`${path}/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }
  return {
    path,
    read: async () => (await fetch(path)).json(),
    save: (edit: number, cells: Record<string, string>, by = 'Nguyễn Thị Lan') => post('cells', { edit, cells, by }),
    act: (edit: number, action: string, by: string, note?: string) => post('act', { edit, action, by, ...(note && { note }) }),
  }
}
