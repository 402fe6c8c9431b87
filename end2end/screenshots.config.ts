// Screenshots of the pages: npm run screenshots. SCREENSHOTS names the folder.
import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

export default defineConfig({ ...config, testDir: 'screenshots', fullyParallel: false, projects: [{ name: 'screenshots' }] });
