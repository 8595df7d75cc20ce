export const errors = {
  serverSaid: (said: string) => `Details: ${said}`,
};
