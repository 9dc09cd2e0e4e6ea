/** What every area shares: ids, pages, pace. */
@NullMarked
package io.lakeshift.sandbox.state;

import org.jspecify.annotations.NullMarked;
