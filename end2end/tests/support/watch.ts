// Notices errors behind a page, so that every test fails on them.
//
// These are errors and warnings in the console, uncaught exceptions, failed requests, violations of the
// content security policy, and everything that Chrome lists under "Issues". A test that causes an error
// announces it, and also fails if the error doesn't come.
import type { BrowserContext, Page } from '@playwright/test';

const SKIPPABLE = 'NavigationEntryMarkedSkippable';

export class Watch {
  private readonly problems: string[] = [];
  private readonly announced: RegExp[] = [];
  private readonly tolerated: RegExp[] = [];

  /** Expects an error, like `401 /api/finish_sign_in`, and its console message. */
  expect(problem: RegExp) {
    this.announced.push(problem);
  }

  /** Allows an error that may or may not come. */
  tolerate(problem: RegExp) {
    this.tolerated.push(problem);
  }

  async over(context: BrowserContext) {
    context.on('console', (message) => {
      const type = message.type();
      if (type === 'error' || type === 'warning') {
        this.problems.push(`console: ${message.text()} ${path(message.location().url)}`);
      }
    });
    context.on('weberror', (error) => this.problems.push(`uncaught: ${error.error().stack}`));
    context.on('requestfailed', (request) => {
      const error = request.failure()?.errorText ?? 'failed';
      // Aborted requests of a page that the user leaves, as Chrome, Firefox and WebKit report them. Scripts
      // that are turned off are reported as "csp"; a violation of the policy is an issue as well.
      const harmless = ['net::ERR_ABORTED', 'NS_BINDING_ABORTED', 'Load request cancelled', 'csp'];
      if (!harmless.includes(error)) this.problems.push(`${error} ${path(request.url())}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400) this.problems.push(`${response.status()} ${path(response.url())}`);
    });
    // Only Chrome lists issues.
    if (context.browser()?.browserType().name() === 'chromium') context.on('page', (page) => void this.issues(page));
  }

  private async issues(page: Page) {
    try {
      const cdp = await page.context().newCDPSession(page);
      cdp.on('Audits.issueAdded', ({ issue }) => {
        // For a page that navigates without a user gesture. A simulated device answers the autofill
        // list without one.
        if (issue.details.genericIssueDetails?.errorType === SKIPPABLE) return;
        this.problems.push(`issue: ${issue.code} ${JSON.stringify(issue.details)}`);
      });
      await cdp.send('Audits.enable');
    } catch (error) {
      // A page that was closed at once has no session.
      if (!page.isClosed()) throw error;
    }
  }

  /** Returns the unexpected errors, and the announced ones that didn't come. */
  findings() {
    const known = [...this.announced, ...this.tolerated];
    const unannounced = this.problems.filter((problem) => !known.some((one) => one.test(problem)));
    const inVain = this.announced.filter((one) => !this.problems.some((problem) => one.test(problem)));
    return [...unannounced, ...inVain.map((one) => `did not come: ${one}`)];
  }
}

function path(url: string) {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
