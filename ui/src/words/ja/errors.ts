export const errors = {
  serverSaid: (said: string) => `詳細：${said}`,
};
