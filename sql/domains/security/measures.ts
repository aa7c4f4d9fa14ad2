import type { Localised } from '../../src/pack/pack.ts'

const summed = { units: 'sum', time: 'sum', grain: 'day' } as const
const standing = { units: 'sum', time: 'last', grain: 'day', dims: [] as string[] } as const

type Words = [vi: string, en: string]
const words = ([vi, en]: Words): Localised => ({ vi, en })

/** A stage of handling: the minutes it took, and the incidents they are of by how long. */
const stage = (name: string, done: string, minutes: Words, counted: Words) => [
  { ...summed, id: `security.${name}_minutes`, title: words(minutes), unit: 'minute', dims: ['severity'] },
  { ...summed, id: `security.${done}`, title: words(counted), unit: 'incident', dims: ['severity', 'within'] },
]

/** A figure of a day that replaces the one of the day before. */
const figure = (name: string, unit: string, ...[vi, en]: Words) => ({
  ...standing,
  id: `security.${name}`,
  title: { vi, en },
  unit,
})

export const MEASURES = [
  {
    ...summed,
    id: 'security.incidents',
    title: { vi: 'Sự cố, theo ngày phát hiện', en: 'Incidents, by day detected' },
    unit: 'incident',
    dims: ['severity', 'type'],
  },
  {
    ...summed,
    id: 'security.incidents_open',
    countedWith: 'security.incidents',
    title: { vi: 'Sự cố chưa đóng, theo lúc phát hiện', en: 'Incidents open, by when detected' },
    unit: 'incident',
    grain: 'hour' as const,
    dims: ['severity', 'type'],
  },
  {
    ...summed,
    id: 'security.uncontained',
    countedWith: 'security.incidents',
    title: { vi: 'Sự cố chưa khoanh vùng, theo lúc phát hiện', en: 'Incidents not contained, by when detected' },
    unit: 'incident',
    grain: 'hour' as const,
    dims: ['severity'],
  },
  ...stage(
    'detect',
    'detected',
    ['Số phút từ lúc xảy ra đến lúc phát hiện', 'Minutes to detect'],
    ['Sự cố biết lúc xảy ra', 'Incidents whose beginning is known'],
  ),
  ...stage(
    'acknowledge',
    'acknowledged',
    ['Số phút từ lúc phát hiện đến lúc tiếp nhận', 'Minutes to acknowledge'],
    ['Sự cố đã tiếp nhận', 'Incidents acknowledged'],
  ),
  ...stage(
    'contain',
    'contained',
    ['Số phút từ lúc phát hiện đến lúc khoanh vùng', 'Minutes to contain'],
    ['Sự cố đã khoanh vùng', 'Incidents contained'],
  ),
  ...stage(
    'resolve',
    'resolved',
    ['Số phút từ lúc phát hiện đến lúc khắc phục xong', 'Minutes to resolve'],
    ['Sự cố đã khắc phục xong', 'Incidents resolved'],
  ),
  {
    ...summed,
    id: 'security.reported',
    countedWith: 'security.incidents',
    title: { vi: 'Sự cố phải báo cáo, đã báo cáo', en: 'Reportable incidents reported' },
    unit: 'incident',
    dims: ['report'],
  },
  {
    ...summed,
    id: 'security.breaches',
    countedWith: 'security.incidents',
    title: { vi: 'Sự cố lộ dữ liệu cá nhân, theo thời gian báo cáo', en: 'Personal-data breaches, by when reported' },
    unit: 'incident',
    dims: ['report'],
  },
  {
    ...summed,
    id: 'security.unreported',
    countedWith: 'security.incidents',
    title: {
      vi: 'Sự cố phải báo cáo, chưa báo cáo, theo lúc hết hạn',
      en: 'Reportable incidents not reported, by when the clock runs out',
    },
    unit: 'incident',
    grain: 'hour' as const,
    dims: ['clock'],
  },
  {
    ...summed,
    id: 'security.alerts',
    title: { vi: 'Cảnh báo của thiết bị', en: 'Alerts' },
    unit: 'alert',
    grain: 'hour' as const,
    dims: ['severity', 'category', 'blocked'],
  },
  figure('endpoints', 'device', 'Máy trạm theo kiểm kê', 'Endpoints in the inventory'),
  figure('endpoints_covered', 'device', 'Máy trạm được giám sát', 'Endpoints covered'),
  figure('servers', 'device', 'Máy chủ theo kiểm kê', 'Servers in the inventory'),
  figure('servers_covered', 'device', 'Máy chủ được giám sát', 'Servers covered'),
  figure('log_sources', 'log_source', 'Nguồn nhật ký đã đăng ký', 'Log sources registered'),
  figure('log_sources_alive', 'log_source', 'Nguồn nhật ký đang gửi', 'Log sources alive'),
  figure('events_per_second', 'event_per_second', 'Sự kiện nhật ký mỗi giây', 'Log events a second'),
  figure('accounts', 'account', 'Tài khoản', 'Accounts'),
  figure('accounts_without_mfa', 'account', 'Tài khoản chưa xác thực đa yếu tố', 'Accounts without MFA'),
  figure('infected', 'device', 'Máy nhiễm mã độc, kết nối máy chủ điều khiển', 'Devices infected or in a botnet'),
  figure('sites', 'site', 'Trang, cổng thông tin', 'Sites'),
  figure('sites_down', 'site', 'Trang, cổng thông tin không truy cập được', 'Sites down'),
  figure('backups', 'backup', 'Bản sao lưu phải thử khôi phục', 'Backups to be tested'),
  figure('backups_tested', 'backup', 'Bản sao lưu đã thử khôi phục', 'Backups tested'),
  {
    ...summed,
    id: 'security.phishing_domains',
    title: { vi: 'Tên miền giả mạo phát hiện', en: 'Phishing domains found' },
    unit: 'domain_name',
  },
  { ...summed, id: 'security.attacks_blocked', title: { vi: 'Cuộc tấn công bị chặn', en: 'Attacks blocked' }, unit: 'attack' },
  {
    ...summed,
    id: 'security.systems',
    title: { vi: 'Hệ thống thông tin', en: 'Information systems' },
    unit: 'system',
    dims: ['level', 'dossier'],
  },
  {
    ...summed,
    id: 'security.duties',
    title: { vi: 'Việc phải làm định kỳ, theo ngày đến hạn', en: 'Recurring duties, by due day' },
    unit: 'duty',
    dims: ['duty', 'level'],
  },
  {
    ...summed,
    id: 'security.owed',
    title: { vi: 'Hệ thống có dữ liệu cá nhân, theo cấp độ phải có', en: 'Systems with personal data, by the level owed' },
    unit: 'system',
    dims: ['owed'],
  },
  {
    ...summed,
    id: 'security.retention',
    title: { vi: 'Hệ thống cấp độ 3, 4 theo thời gian lưu nhật ký', en: 'Systems of level 3 and 4, by how long logs are kept' },
    unit: 'system',
    dims: ['level', 'kept'],
  },
  {
    ...summed,
    id: 'security.vulnerabilities_found',
    title: { vi: 'Lỗ hổng phát hiện', en: 'Vulnerabilities found' },
    unit: 'vulnerability',
    dims: ['severity'],
  },
  {
    ...summed,
    id: 'security.vulnerabilities_open',
    countedWith: 'security.vulnerabilities_found',
    title: { vi: 'Lỗ hổng chưa vá, theo lúc phát hiện', en: 'Vulnerabilities open, by when found' },
    unit: 'vulnerability',
    grain: 'hour' as const,
    dims: ['severity'],
  },
  {
    ...summed,
    id: 'security.vulnerabilities_due',
    countedWith: 'security.vulnerabilities_found',
    title: { vi: 'Lỗ hổng chưa vá, theo hạn vá', en: 'Vulnerabilities open, by patch deadline' },
    unit: 'vulnerability',
    grain: 'hour' as const,
    dims: ['severity'],
  },
  {
    ...summed,
    id: 'security.patched',
    countedWith: 'security.vulnerabilities_found',
    title: { vi: 'Lỗ hổng đã vá', en: 'Vulnerabilities patched' },
    unit: 'vulnerability',
    dims: ['severity', 'patch'],
  },
]
