// Watch: notices what goes wrong behind a page, so that every test fails on it.
//
// That is an error or warning in the console, an exception nobody caught, a request that failed or
// was refused, a breach of the content security policy, and whatever Chrome lists under "Issues".
// A test that provokes something announces it, and fails too if it does not come.
import type { BrowserContext, Page } from '@playwright/test';

const SKIPPABLE = 'NavigationEntryMarkedSkippable';

export class Watch {
  private readonly problems: string[] = [];
  private readonly announced: RegExp[] = [];
  private readonly tolerated: RegExp[] = [];

  /** Takes what is described so for granted: `401 /api/finish_sign_in`, and the console on it. */
  expect(problem: RegExp) {
    this.announced.push(problem);
  }

  /** The same for what need not come. */
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
      // Aborted: what a page that is being left had under way, as Chrome, Firefox and WebKit call
      // it. "csp" is also what becomes of scripts where they are off; a breach of the policy is an
      // issue, too.
      const harmless = ['net::ERR_ABORTED', 'NS_BINDING_ABORTED', 'Load request cancelled', 'csp'];
      if (!harmless.includes(error)) this.problems.push(`${error} ${path(request.url())}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400) this.problems.push(`${response.status()} ${path(response.url())}`);
    });
    // Only Chrome lists any.
    if (context.browser()?.browserType().name() === 'chromium') context.on('page', (page) => void this.issues(page));
  }

  private async issues(page: Page) {
    try {
      const cdp = await page.context().newCDPSession(page);
      cdp.on('Audits.issueAdded', ({ issue }) => {
        // Of a page that goes on without having been touched: where a simulated device picks from
        // the autofill list, nobody has.
        if (issue.details.genericIssueDetails?.errorType === SKIPPABLE) return;
        this.problems.push(`issue: ${issue.code} ${JSON.stringify(issue.details)}`);
      });
      await cdp.send('Audits.enable');
    } catch (error) {
      // A page that was closed at once has none.
      if (!page.isClosed()) throw error;
    }
  }

  /** What went wrong, and what was announced in vain. */
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
