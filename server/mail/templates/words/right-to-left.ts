import type { FrameWords } from '../mail-words.ts';

/** Only the frame: for templates that merchants write in these languages themselves. */
export const ar: FrameWords = {
  total: 'المجموع',
  quantity: 'الكمية {count}',
  more: 'و{count} أخرى',
  each: 'للقطعة',
  code: 'رمزك',
  validUntil: 'صالح حتى {date}',
  why: 'تصلك هذه الرسالة لأنك اشتركت في أخبار {shop}.',
  unsubscribe: 'إلغاء الاشتراك',
  testMail: 'تجربة',
};

export const he: FrameWords = {
  total: 'סך הכול',
  quantity: 'כמות {count}',
  more: 'ועוד {count}',
  each: 'ליחידה',
  code: 'הקוד שלך',
  validUntil: 'בתוקף עד {date}',
  why: 'קיבלת הודעה זו כי נרשמת לעדכונים מ־{shop}.',
  unsubscribe: 'הסרה מרשימת התפוצה',
  testMail: 'בדיקה',
};
