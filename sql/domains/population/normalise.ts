import { defineReports } from '../../src/pack/reports.ts'

export default defineReports({
  residents: {
    items: {
      households: 'số hộ',
      people: 'nhân khẩu thường trú',
      temporary: 'nhân khẩu tạm trú',
      absent: 'nhân khẩu tạm vắng',
      staying: 'người lưu trú',
      male: 'nam',
      female: 'nữ',
      age_0_5: '0–5 tuổi',
      age_6_14: '6–14 tuổi',
      age_15_59: '15–59 tuổi',
      age_60_64: '60–64 tuổi',
      age_65: 'từ 65 tuổi',
    },
  },
  events: {
    items: {
      births: 'khai sinh',
      births_male: 'khai sinh nam',
      births_female: 'khai sinh nữ',
      births_linked: 'khai sinh liên thông',
      births_linked_in_time: 'khai sinh liên thông trong 3 ngày làm việc',
      deaths: 'khai tử',
      marriages: 'kết hôn',
      divorces: 'ly hôn',
      moves_in: 'chuyển đến',
      moves_out: 'chuyển đi',
    },
  },
  identity: {
    items: {
      eligible: 'người từ đủ 14 tuổi',
      id_cards: 'thẻ căn cước còn hạn',
      vneid1_registered: 'đăng ký định danh mức 1',
      vneid1_activated: 'kích hoạt định danh mức 1',
      vneid2_registered: 'đăng ký định danh mức 2',
      vneid2_activated: 'kích hoạt định danh mức 2',
      documents: 'giấy tờ tích hợp trên VNeID',
      help_not_installed: 'hỗ trợ: chưa cài ứng dụng',
      help_no_level_2: 'hỗ trợ: chưa có mức 2',
      help_forgotten_password: 'hỗ trợ: quên mật khẩu',
    },
  },
  // What a file says a unit's people and territory are, outside any register.
  territory: {
    items: { people: 'dân số', area: 'diện tích (km²)' },
    fractions: ['area'],
  },
  average: { items: { people: 'dân số trung bình năm' } },
})
