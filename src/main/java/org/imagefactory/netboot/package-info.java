/**
 * Fetches kernels, initrds and installer images and keeps them in a cache. {@link
 * org.imagefactory.netboot.NetbootCache} is the way in, {@link
 * org.imagefactory.netboot.CacheInventory} is for who looks after the cache; the rest of the
 * program sees no other room. Each room knows those before it: {@code file}, {@code verify}, {@code
 * cache}, {@code fetch}, {@code http}.
 */
@NullMarked
package org.imagefactory.netboot;

import org.jspecify.annotations.NullMarked;
