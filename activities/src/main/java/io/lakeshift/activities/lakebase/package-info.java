/** PostgreSQL in a Lakebase: short connections with passwords that are minted just before, and what is done on them. */
@NullMarked
package io.lakeshift.activities.lakebase;

import org.jspecify.annotations.NullMarked;
