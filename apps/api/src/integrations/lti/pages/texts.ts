/** The languages of the pages. */
export type Lang = 'en' | 'zh';

const texts = {
  needsScript: {
    en: 'This page needs JavaScript: switch it on, and follow the link in your course again.',
    zh: '本页面需要 JavaScript：请启用后回到课程中重新点击链接。',
  },
  refusedTitle: { en: 'This does not work yet', zh: '暂时无法进行' },
  code: { en: 'Code for whoever helps you', zh: '求助时请提供代码' },
  again: { en: 'Open ipclab in a new window', zh: '在新窗口中打开 ipclab' },
  enterTitle: { en: 'ipclab opens', zh: '正在打开 ipclab' },
  enterHelp: {
    en: 'ipclab works in a window of its own. If it does not open by itself, press the button.',
    zh: 'ipclab 在单独的窗口中运行。如果没有自动打开，请点击按钮。',
  },
  enter: { en: 'Open ipclab', zh: '打开 ipclab' },
  accountTitle: { en: 'Is this you?', zh: '这是您吗？' },
  accountHelp: {
    en: 'ipclab has an account with your email address already. Give its password once, so that your course opens this account.',
    zh: 'ipclab 中已有使用您邮箱地址的账号。请输入一次密码，以便课程打开此账号。',
  },
  email: { en: 'Email address', zh: '邮箱地址' },
  password: { en: 'Password', zh: '密码' },
  accountSend: { en: 'This is me', zh: '是我' },
  courseTitle: { en: 'Which course is this?', zh: '这是哪门课程？' },
  courseHelp: {
    en: 'Nobody has connected this course of your platform with a course of ipclab yet. It is asked once.',
    zh: '您平台上的这门课程尚未与 ipclab 的课程关联。只需设置一次。',
  },
  courseOwn: { en: 'A course of yours', zh: '您已有的课程' },
  courseNew: { en: 'A new course', zh: '新建课程' },
  courseNone: { en: 'You teach no course in ipclab yet.', zh: '您在 ipclab 中还没有课程。' },
  termNone: {
    en: 'A new course needs a term, and there is none that has not ended: an admin of ipclab makes one.',
    zh: '新建课程需要学期，而目前没有未结束的学期：请 ipclab 管理员创建。',
  },
  term: { en: 'Term', zh: '学期' },
  courseCode: { en: 'Code, such as OS-101', zh: '课程代码，例如 OS-101' },
  courseName: { en: 'Title', zh: '课程名称' },
  timeZone: { en: 'Time zone, such as Europe/Zurich', zh: '时区，例如 Asia/Shanghai' },
  connect: { en: 'Connect', zh: '关联' },
  chooseTitle: { en: 'Choose an exercise', zh: '选择练习' },
  chooseHelp: {
    en: 'Your students will open it from the link in your course, and their scores go to its gradebook.',
    zh: '学生将从课程中的链接打开练习，分数会写入课程的成绩册。',
  },
  chooseSet: { en: 'Set in this course already', zh: '本课程中已布置' },
  choose: { en: 'Choose', zh: '选择' },
  returnTitle: { en: 'Back to your course', zh: '返回课程' },
  returnSend: { en: 'Go on', zh: '继续' },
} as const;

/** What a page says, in one of the two languages. */
export function text(key: keyof typeof texts, lang: Lang): string {
  return texts[key][lang];
}

/** The language that a browser asks for, of the two that there are. */
export function langOf(acceptLanguage: unknown): Lang {
  return typeof acceptLanguage === 'string' && /^\s*zh\b/i.test(acceptLanguage) ? 'zh' : 'en';
}
