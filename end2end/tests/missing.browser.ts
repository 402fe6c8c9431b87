// Stands in for the tests of a browser that is not on this machine, so that they are missed.
import { test } from '@playwright/test';

test('the main journeys', () => {
  test.skip(true, test.info().project.metadata.missing as string);
});
