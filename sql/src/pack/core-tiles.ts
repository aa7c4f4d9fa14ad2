import type { Tile } from './pack.ts'

/** Tiles that speak of the product itself and so belong to no domain. */
export const CORE_TILES: Tile[] = [
  { id: 'feeds.all', kind: 'feeds', title: { vi: 'Nguồn dữ liệu', en: 'Data sources' } },
  { id: 'plans.all', kind: 'plan', title: { vi: 'Chỉ tiêu kế hoạch', en: 'Plan targets' } },
  { id: 'plans.next', kind: 'countdown', title: { vi: 'Hạn gần nhất', en: 'Due next' } },
  { id: 'alerts.open', kind: 'alerts', title: { vi: 'Cảnh báo', en: 'Alerts' } },
  { id: 'directives.open', kind: 'directives', title: { vi: 'Chỉ đạo đang thực hiện', en: 'Directives under way' } },
]
