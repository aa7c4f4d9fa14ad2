import type { Localised } from '../../src/pack/pack.ts'

const words = (values: Record<string, [vi: string, en: string]>): Record<string, Localised> =>
  Object.fromEntries(Object.entries(values).map(([value, [vi, en]]) => [value, { vi, en }]))

export const DIMS = {
  severity: {
    title: { vi: 'Mức độ', en: 'Severity' },
    values: words({
      low: ['thấp', 'low'],
      medium: ['trung bình', 'medium'],
      high: ['cao', 'high'],
      critical: ['nghiêm trọng', 'critical'],
    }),
  },
  type: {
    title: { vi: 'Loại sự cố', en: 'Type' },
    values: words({
      malware: ['mã độc', 'malware'],
      phishing: ['lừa đảo, giả mạo', 'phishing'],
      intrusion: ['truy cập trái phép', 'intrusion'],
      defacement: ['thay đổi giao diện trang', 'defacement'],
      denial: ['từ chối dịch vụ', 'denial of service'],
      leak: ['lộ, mất dữ liệu', 'data leak'],
      misuse: ['vi phạm chính sách', 'misuse'],
      other: ['khác', 'other'],
    }),
  },
  within: {
    title: { vi: 'Thời gian', en: 'Within' },
    isScale: true,
    values: words({
      '15': ['đến 15 phút', 'up to 15 minutes'],
      '60': ['từ 15 phút đến 1 giờ', '15 minutes to an hour'],
      '240': ['từ 1 đến 4 giờ', '1 to 4 hours'],
      '1440': ['từ 4 giờ đến 1 ngày', '4 hours to a day'],
      '4320': ['từ 1 đến 3 ngày', '1 to 3 days'],
      over: ['trên 3 ngày', 'more than 3 days'],
    }),
  },
  owed: {
    title: { vi: 'Cấp độ phải có', en: 'Level owed' },
    values: words({
      met: ['đã duyệt đủ cấp độ', 'approved for it'],
      unapproved: ['đủ cấp độ, chưa duyệt', 'of it, not approved'],
      below: ['thấp hơn cấp độ phải có', 'below it'],
    }),
  },
  report: {
    title: { vi: 'Thời gian báo cáo', en: 'Reported' },
    values: words({
      in_24h: ['trong 24 giờ', 'within 24 hours'],
      in_72h: ['sau 24 giờ, trong 72 giờ', 'after 24, within 72 hours'],
      late: ['sau 72 giờ', 'after 72 hours'],
      not_yet: ['chưa báo cáo', 'not yet'],
    }),
  },
  clock: {
    title: { vi: 'Thời hạn', en: 'Clock' },
    values: words({
      '24h': ['24 giờ', '24 hours'],
      '72h': ['72 giờ', '72 hours'],
      breach: ['72 giờ, dữ liệu cá nhân', '72 hours, personal data'],
    }),
  },
  category: {
    title: { vi: 'Loại cảnh báo', en: 'Category' },
    values: words({
      scan: ['dò quét', 'scan'],
      malware: ['mã độc', 'malware'],
      botnet: ['kết nối máy chủ điều khiển', 'botnet'],
      phishing: ['lừa đảo, giả mạo', 'phishing'],
      web_attack: ['tấn công ứng dụng web', 'web attack'],
      brute_force: ['dò mật khẩu', 'brute force'],
      denial: ['từ chối dịch vụ', 'denial of service'],
      policy: ['vi phạm chính sách', 'policy'],
      other: ['khác', 'other'],
    }),
  },
  blocked: {
    title: { vi: 'Bị chặn', en: 'Blocked' },
    values: words({ yes: ['đã chặn', 'blocked'], no: ['chưa chặn', 'let through'] }),
  },
  level: {
    title: { vi: 'Cấp độ', en: 'Level' },
    isScale: true,
    values: words({
      '1': ['cấp độ 1', 'level 1'],
      '2': ['cấp độ 2', 'level 2'],
      '3': ['cấp độ 3', 'level 3'],
      '4': ['cấp độ 4', 'level 4'],
      '5': ['cấp độ 5', 'level 5'],
    }),
  },
  dossier: {
    title: { vi: 'Hồ sơ đề xuất cấp độ', en: 'Level dossier' },
    values: words({
      none: ['chưa lập', 'none'],
      submitted: ['đã trình', 'submitted'],
      approved: ['đã phê duyệt', 'approved'],
    }),
  },
  duty: {
    title: { vi: 'Việc định kỳ', en: 'Duty' },
    values: words({
      scan: ['rà quét lỗ hổng', 'vulnerability scan'],
      review: ['rà soát nhật ký', 'log review'],
      risks: ['xác định rủi ro', 'risk identification'],
      programme: ['phê duyệt chương trình kiểm thử', 'approved testing programme'],
      exercise: ['diễn tập', 'exercise'],
      pentest_external: ['kiểm thử xâm nhập từ bên ngoài', 'external penetration test'],
      pentest_internal: ['kiểm thử xâm nhập từ bên trong', 'internal penetration test'],
    }),
  },
  kept: {
    title: { vi: 'Thời gian lưu nhật ký', en: 'Log retention' },
    values: words({ enough: ['đạt mức tối thiểu', 'at least the minimum'], short: ['dưới mức tối thiểu', 'below the minimum'] }),
  },
  patch: {
    title: { vi: 'Hạn vá', en: 'Patch deadline' },
    values: words({ in_time: ['đúng hạn', 'in time'], late: ['trễ hạn', 'late'] }),
  },
}
