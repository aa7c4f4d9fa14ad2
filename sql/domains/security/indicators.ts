import type { Localised } from '../../src/pack/pack.ts'

const OWNER = 'cong-an-tinh'

const REPORTING = 'Nghị định 331/2026/NĐ-CP, Điều 31 khoản 2 điểm d'
const PERSONAL = 'Luật 91/2025/QH15 và Nghị định 356/2025/NĐ-CP'
const LEVELS_OF_SYSTEMS = 'Nghị định 331/2026/NĐ-CP'
const OWED =
  'Nghị định 331/2026/NĐ-CP, Điều 12.2.b và Điều 13.2.c: từ 100.000 chủ thể dữ liệu cá nhân cơ bản hoặc 10.000 chủ thể dữ liệu nhạy cảm là cấp độ 3, dưới đó là cấp độ 2'
const STANDARD = 'TCVN 14423:2026'
// Sample configuration: a province sets its own.
const OPERATION = 'Luật An ninh mạng 116/2025/QH15; quy chế giám sát an toàn thông tin của tỉnh (cấu hình mẫu)'

type Period = 'now' | 'latest' | 'today' | 'last24h' | 'last7d' | 'month' | 'year' | 'last12m'

interface Sketch {
  unit: string
  period: Period
  basis?: string
  direction?: 'up' | 'down' | 'none'
  decimals?: number
  levels?: { watch?: number; warn?: number; critical?: number }
}

const indicator = (name: string, vi: string, en: string, formula: string, sketch: Sketch) => ({
  id: `security.${name}`,
  title: { vi, en } satisfies Localised,
  formula,
  owner: OWNER,
  basis: OPERATION,
  direction: 'down' as const,
  ...sketch,
})

const BINS = '15, 60, 240, 1440, 4320'
const median = (measure: string) => `median(security.${measure}, within, minute, ${BINS})`
const share = (part: string, whole: string) => `share(security.${part}, security.${whole}, none)`

export const INDICATORS = [
  indicator('incidents_month', 'Sự cố trong tháng', 'Incidents this month', 'security.incidents', {
    unit: 'incident',
    period: 'month',
  }),
  indicator('incidents_today', 'Sự cố', 'Incidents', 'security.incidents', { unit: 'incident', period: 'today' }),
  indicator(
    'serious_month',
    'Sự cố mức cao, nghiêm trọng',
    'High and critical incidents',
    "pick(security.incidents, severity, 'high', 'critical')",
    { unit: 'incident', period: 'month', levels: { watch: 3, warn: 8, critical: 15 } },
  ),
  indicator('open_now', 'Sự cố đang xử lý', 'Incidents open', 'security.incidents_open', {
    unit: 'incident',
    period: 'now',
    levels: { watch: 10, warn: 25, critical: 50 },
  }),
  indicator(
    'open_serious',
    'Sự cố mức cao, nghiêm trọng đang xử lý',
    'High and critical incidents open',
    "pick(security.incidents_open, severity, 'high', 'critical')",
    { unit: 'incident', period: 'now', levels: { watch: 0, warn: 3, critical: 6 } },
  ),
  indicator('uncontained_day', 'Chưa khoanh vùng quá 1 ngày', 'Not contained after a day', 'begun(security.uncontained, 1)', {
    unit: 'incident',
    period: 'now',
    levels: { watch: 0, warn: 2, critical: 5 },
  }),
  indicator(
    'mean_detect',
    'Thời gian phát hiện trung bình (MTTD)',
    'Mean time to detect',
    'ratio(security.detect_minutes, security.detected, none)',
    {
      unit: 'minute_per_incident',
      period: 'last12m',
    },
  ),
  indicator(
    'mean_acknowledge',
    'Thời gian tiếp nhận trung bình (MTTA)',
    'Mean time to acknowledge',
    'ratio(security.acknowledge_minutes, security.acknowledged, none)',
    { unit: 'minute_per_incident', period: 'last12m' },
  ),
  indicator(
    'mean_contain',
    'Thời gian khoanh vùng trung bình (MTTC)',
    'Mean time to contain',
    'ratio(security.contain_minutes, security.contained, none)',
    {
      unit: 'minute_per_incident',
      period: 'last12m',
    },
  ),
  indicator(
    'mean_resolve',
    'Thời gian khắc phục trung bình (MTTR)',
    'Mean time to resolve',
    'ratio(security.resolve_minutes, security.resolved, none)',
    {
      unit: 'minute_per_incident',
      period: 'last12m',
    },
  ),
  indicator('median_detect', 'Thời gian phát hiện trung vị', 'Median time to detect', median('detected'), {
    unit: 'minute',
    period: 'last12m',
  }),
  indicator('median_acknowledge', 'Thời gian tiếp nhận trung vị', 'Median time to acknowledge', median('acknowledged'), {
    unit: 'minute',
    period: 'last12m',
    levels: { watch: 60, warn: 240, critical: 1440 },
  }),
  indicator('median_contain', 'Thời gian khoanh vùng trung vị', 'Median time to contain', median('contained'), {
    unit: 'minute',
    period: 'last12m',
    levels: { watch: 480, warn: 1440, critical: 4320 },
  }),
  indicator(
    'contained_4h',
    'Khoanh vùng trong 4 giờ',
    'Contained within 4 hours',
    "share(pick(security.contained, within, '15', '60', '240'), security.contained, none)",
    { unit: 'percent', decimals: 1, direction: 'up', period: 'last12m', levels: { watch: 70, warn: 50, critical: 30 } },
  ),
  indicator(
    'reported_24h',
    'Báo cáo sự cố trong 24 giờ',
    'Reported within 24 hours',
    "share(pick(security.reported, report, 'in_24h'), security.reported, none)",
    {
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'last12m',
      basis: REPORTING,
      levels: { watch: 100, warn: 90, critical: 75 },
    },
  ),
  indicator(
    'reported_72h',
    'Báo cáo sự cố trong 72 giờ',
    'Reported within 72 hours',
    "share(pick(security.reported, report, 'in_24h', 'in_72h'), security.reported, none)",
    {
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'last12m',
      basis: REPORTING,
      levels: { watch: 100, warn: 95, critical: 90 },
    },
  ),
  indicator(
    'unreported_24h',
    'Quá 24 giờ chưa báo cáo',
    'Not reported after 24 hours',
    "pick(begun(security.unreported), clock, '24h')",
    {
      unit: 'incident',
      period: 'now',
      basis: REPORTING,
      levels: { critical: 0 },
    },
  ),
  indicator(
    'unreported_72h',
    'Quá 72 giờ chưa báo cáo',
    'Not reported after 72 hours',
    "pick(begun(security.unreported), clock, '72h')",
    {
      unit: 'incident',
      period: 'now',
      basis: REPORTING,
      levels: { critical: 0 },
    },
  ),
  indicator('breaches_12m', 'Sự cố lộ dữ liệu cá nhân', 'Personal-data breaches', 'security.breaches', {
    unit: 'incident',
    period: 'last12m',
    basis: PERSONAL,
  }),
  indicator(
    'breaches_late',
    'Lộ dữ liệu cá nhân, báo cáo sau 72 giờ',
    'Personal-data breaches reported after 72 hours',
    "pick(security.breaches, report, 'late')",
    { unit: 'incident', period: 'last12m', basis: PERSONAL, levels: { critical: 0 } },
  ),
  indicator(
    'breaches_unreported',
    'Lộ dữ liệu cá nhân, quá 72 giờ chưa báo cáo',
    'Personal-data breaches not reported after 72 hours',
    "pick(begun(security.unreported), clock, 'breach')",
    { unit: 'incident', period: 'now', basis: PERSONAL, levels: { critical: 0 } },
  ),
  indicator('alerts_24h', 'Cảnh báo 24 giờ', 'Alerts in 24 hours', 'security.alerts', {
    unit: 'alert',
    period: 'last24h',
    direction: 'none',
  }),
  indicator(
    'serious_alerts_24h',
    'Cảnh báo mức cao, nghiêm trọng 24 giờ',
    'High and critical alerts in 24 hours',
    "pick(security.alerts, severity, 'high', 'critical')",
    { unit: 'alert', period: 'last24h' },
  ),
  indicator(
    'blocked_share',
    'Cảnh báo đã chặn',
    'Alerts blocked',
    "share(pick(security.alerts, blocked, 'yes'), security.alerts, none)",
    {
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'last7d',
      levels: { watch: 90, warn: 75, critical: 50 },
    },
  ),
  indicator('endpoint_coverage', 'Máy trạm được giám sát', 'Endpoints covered', share('endpoints_covered', 'endpoints'), {
    unit: 'percent',
    decimals: 1,
    direction: 'up',
    period: 'latest',
    levels: { watch: 95, warn: 85, critical: 70 },
  }),
  indicator('server_coverage', 'Máy chủ được giám sát', 'Servers covered', share('servers_covered', 'servers'), {
    unit: 'percent',
    decimals: 1,
    direction: 'up',
    period: 'latest',
    levels: { watch: 100, warn: 95, critical: 85 },
  }),
  indicator('log_sources_alive_share', 'Nguồn nhật ký đang gửi', 'Log sources alive', share('log_sources_alive', 'log_sources'), {
    unit: 'percent',
    decimals: 1,
    direction: 'up',
    period: 'latest',
    levels: { watch: 98, warn: 95, critical: 85 },
  }),
  indicator('eps', 'Sự kiện nhật ký mỗi giây', 'Log events a second', 'security.events_per_second', {
    unit: 'event_per_second',
    period: 'latest',
    direction: 'none',
  }),
  indicator('without_mfa', 'Tài khoản chưa xác thực đa yếu tố', 'Accounts without MFA', 'security.accounts_without_mfa', {
    unit: 'account',
    period: 'latest',
  }),
  indicator(
    'without_mfa_share',
    'Tỷ lệ tài khoản chưa xác thực đa yếu tố',
    'Share of accounts without MFA',
    share('accounts_without_mfa', 'accounts'),
    {
      unit: 'percent',
      decimals: 1,
      period: 'latest',
      levels: { watch: 5, warn: 20, critical: 40 },
    },
  ),
  indicator('infected_now', 'Máy nhiễm mã độc', 'Infected devices', 'security.infected', {
    unit: 'device',
    period: 'latest',
    levels: { watch: 5, warn: 20, critical: 50 },
  }),
  indicator('sites_down_now', 'Trang, cổng thông tin không truy cập được', 'Sites down', 'security.sites_down', {
    unit: 'site',
    period: 'latest',
    levels: { watch: 0, warn: 2, critical: 5 },
  }),
  indicator('backups_tested_share', 'Sao lưu đã thử khôi phục', 'Backups tested', share('backups_tested', 'backups'), {
    unit: 'percent',
    decimals: 1,
    direction: 'up',
    period: 'latest',
    levels: { watch: 95, warn: 80, critical: 60 },
  }),
  indicator('phishing_month', 'Tên miền giả mạo phát hiện', 'Phishing domains found', 'security.phishing_domains', {
    unit: 'domain_name',
    period: 'month',
  }),
  indicator('blocked_month', 'Tấn công bị chặn', 'Attacks blocked', 'security.attacks_blocked', {
    unit: 'attack',
    period: 'month',
    direction: 'none',
  }),
  indicator('systems_all', 'Hệ thống thông tin', 'Information systems', 'security.systems', {
    unit: 'system',
    period: 'now',
    direction: 'none',
    basis: LEVELS_OF_SYSTEMS,
  }),
  indicator(
    'approved_share',
    'Hệ thống có hồ sơ cấp độ được duyệt',
    'Systems with an approved level',
    "share(pick(security.systems, dossier, 'approved'), security.systems, none)",
    {
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'now',
      basis: LEVELS_OF_SYSTEMS,
      levels: { watch: 100, warn: 90, critical: 70 },
    },
  ),
  indicator(
    'owed_met_share',
    'Đã duyệt đúng cấp độ theo dữ liệu cá nhân',
    'Approved for the level their personal data asks for',
    "share(pick(security.owed, owed, 'met'), security.owed, none)",
    {
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'now',
      basis: OWED,
      levels: { watch: 100, warn: 90, critical: 70 },
    },
  ),
  indicator(
    'below_owed',
    'Hệ thống thấp hơn cấp độ phải có',
    'Systems below the level they owe',
    "pick(security.owed, owed, 'below')",
    { unit: 'system', period: 'now', basis: OWED, levels: { watch: 0 } },
  ),
  indicator('duties_overdue', 'Việc định kỳ quá hạn', 'Duties overdue', 'begun(security.duties)', {
    unit: 'duty',
    period: 'now',
    basis: STANDARD,
    levels: { watch: 0, warn: 5, critical: 12 },
  }),
  indicator('scans_overdue', 'Quá hạn rà quét lỗ hổng', 'Scans overdue', "pick(begun(security.duties), duty, 'scan')", {
    unit: 'duty',
    period: 'now',
    basis: STANDARD,
    levels: { watch: 0, warn: 3, critical: 6 },
  }),
  indicator('reviews_overdue', 'Quá hạn rà soát nhật ký', 'Log reviews overdue', "pick(begun(security.duties), duty, 'review')", {
    unit: 'duty',
    period: 'now',
    basis: STANDARD,
    levels: { watch: 0, warn: 3, critical: 6 },
  }),
  indicator(
    'pentests_overdue',
    'Quá hạn kiểm thử xâm nhập (cấp độ 4)',
    'Penetration tests overdue (level 4)',
    "pick(begun(security.duties), duty, 'pentest_external', 'pentest_internal')",
    { unit: 'duty', period: 'now', basis: STANDARD, levels: { watch: 0, warn: 1, critical: 3 } },
  ),
  indicator(
    'programmes_wanting',
    'Thiếu chương trình kiểm thử, diễn tập (cấp độ 3)',
    'No testing programme or exercise (level 3)',
    "pick(begun(security.duties), duty, 'programme', 'exercise')",
    { unit: 'duty', period: 'now', basis: STANDARD, levels: { watch: 0, warn: 5, critical: 15 } },
  ),
  indicator(
    'duties_due_30',
    'Việc định kỳ đến hạn trong 30 ngày',
    'Duties due within 30 days',
    'due(security.duties, 30) - begun(security.duties)',
    {
      unit: 'duty',
      period: 'now',
      basis: STANDARD,
    },
  ),
  indicator(
    'retention_share',
    'Lưu nhật ký đủ thời gian',
    'Logs kept long enough',
    "share(pick(security.retention, kept, 'enough'), security.retention, none)",
    {
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'now',
      basis: STANDARD,
      levels: { watch: 100, warn: 90, critical: 70 },
    },
  ),
  indicator('vulnerabilities_now', 'Lỗ hổng chưa vá', 'Vulnerabilities open', 'security.vulnerabilities_open', {
    unit: 'vulnerability',
    period: 'now',
  }),
  indicator(
    'vulnerabilities_serious',
    'Lỗ hổng mức cao, nghiêm trọng chưa vá',
    'High and critical vulnerabilities open',
    "pick(security.vulnerabilities_open, severity, 'high', 'critical')",
    { unit: 'vulnerability', period: 'now', levels: { watch: 5, warn: 15, critical: 40 } },
  ),
  indicator(
    'vulnerabilities_30',
    'Lỗ hổng quá 30 ngày chưa vá',
    'Open for more than 30 days',
    'begun(security.vulnerabilities_open, 30)',
    {
      unit: 'vulnerability',
      period: 'now',
      levels: { watch: 5, warn: 20, critical: 60 },
    },
  ),
  indicator(
    'vulnerabilities_90',
    'Lỗ hổng quá 90 ngày chưa vá',
    'Open for more than 90 days',
    'begun(security.vulnerabilities_open, 90)',
    {
      unit: 'vulnerability',
      period: 'now',
      levels: { watch: 0, warn: 5, critical: 20 },
    },
  ),
  indicator('patches_overdue', 'Lỗ hổng quá hạn vá', 'Patches overdue', 'begun(security.vulnerabilities_due)', {
    unit: 'vulnerability',
    period: 'now',
    levels: { watch: 0, warn: 10, critical: 30 },
  }),
  indicator(
    'patched_in_time',
    'Vá đúng hạn',
    'Patched in time',
    "share(pick(security.patched, patch, 'in_time'), security.patched, none)",
    {
      unit: 'percent',
      decimals: 1,
      direction: 'up',
      period: 'last12m',
      levels: { watch: 95, warn: 85, critical: 70 },
    },
  ),
]
