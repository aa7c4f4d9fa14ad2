export interface Category {
  /** The source system's own code of the field. */
  code: string
  weight: number
  /** How long the work itself takes, on average. */
  hours: number
  /** What a storm brings. */
  storm?: boolean
  titles: string[]
}

export const CATEGORIES: Category[] = [
  { code: 'VSMT', weight: 26, hours: 22, titles: ['Rác thải tồn đọng ven đường', 'Đốt rác gây khói', 'Nước thải chảy ra đường'] },
  { code: 'HTGT', weight: 18, hours: 52, titles: ['Ổ gà trên đường', 'Nắp cống bị vỡ', 'Biển báo bị che khuất'] },
  { code: 'TTDT', weight: 15, hours: 25, titles: ['Lấn chiếm vỉa hè', 'Đỗ xe sai quy định', 'Chợ tự phát họp dưới lòng đường'] },
  { code: 'CS', weight: 9, hours: 30, titles: ['Đèn đường không sáng', 'Cột đèn bị nghiêng'] },
  { code: 'TN', weight: 8, hours: 38, storm: true, titles: ['Đường ngập sau mưa', 'Cống thoát nước bị tắc'] },
  { code: 'CX', weight: 6, hours: 15, storm: true, titles: ['Cây gãy đổ chắn đường', 'Cành cây sà vào dây điện'] },
  { code: 'TO', weight: 6, hours: 16, titles: ['Hát karaoke gây ồn', 'Xưởng sản xuất gây ồn ban đêm'] },
  { code: 'ANTT', weight: 4, hours: 20, titles: ['Thanh niên tụ tập đua xe', 'Mất trộm vặt ở khu dân cư'] },
  { code: 'TTXD', weight: 4, hours: 61, titles: ['Xây dựng không che chắn', 'Đổ vật liệu ra lòng đường'] },
  { code: 'ATTP', weight: 2, hours: 28, titles: ['Hàng ăn không bảo đảm vệ sinh'] },
  { code: 'CN', weight: 2, hours: 22, titles: ['Mất nước sinh hoạt', 'Nước sinh hoạt có màu đục'] },
]
