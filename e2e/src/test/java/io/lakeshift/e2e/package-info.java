/** Kill tests: real servers and worker processes that die at chosen points, and a migration that ends right all the same. */
@NullMarked
package io.lakeshift.e2e;

import org.jspecify.annotations.NullMarked;
