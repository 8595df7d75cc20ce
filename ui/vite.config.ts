import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  base: "./",
  build: {
    target: ["es2022", "chrome120", "safari17"],
    // The window's content security policy allows no scripts or styles inside the page.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: false,
  },
  // The icons are beside this folder.
  server: { strictPort: true, fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    // One test reads the colours.
    css: { include: [/tokens\.css/] },
    testTimeout: 30_000,
  },
});
