// Replaces the tests of a browser that isn't on this machine, so that the report shows what is missing.
import { test } from '@playwright/test';

test('the main journeys', () => {
  test.skip(true, test.info().project.metadata.missing as string);
});
