export const errors = {
  serverSaid: (said: string) => `Einzelheiten: ${said}`,
};
