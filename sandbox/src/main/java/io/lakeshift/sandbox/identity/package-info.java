/** Who calls: users, bearer tokens, OAuth. */
@NullMarked
package io.lakeshift.sandbox.identity;

import org.jspecify.annotations.NullMarked;
