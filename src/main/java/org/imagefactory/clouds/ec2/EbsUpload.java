package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.spec.Sha256;

/**
 * Makes a snapshot of a raw disk by EBS's direct interface: only the blocks that are not zero are
 * sent, several at a time, each with its digest.
 */
final class EbsUpload {

    private static final int BLOCK_BYTES = 512 << 10;
    private static final long GIB = 1L << 30;
    private static final int THREADS = 8;

    /** Minutes without a block after which EBS gives an upload up. */
    private static final int TIMEOUT = 60;

    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private final Aws aws;

    EbsUpload(Aws aws) {
        this.aws = aws;
    }

    /**
     * Begins a snapshot.
     *
     * @param token the same for what is to become one snapshot, however often it is asked for
     * @return its id
     */
    String start(long bytes, String description, String token, Map<String, String> tags)
            throws UploadException, IOException, InterruptedException {
        List<Map<String, String>> list = new ArrayList<>();
        tags.forEach((key, value) -> list.add(Map.of("Key", key, "Value", value)));
        WebAnswer answer =
                aws.rest(
                        "ebs",
                        WebRequest.of(
                                        "POST",
                                        "/snapshots",
                                        Map.of(
                                                "VolumeSize",
                                                (bytes + GIB - 1) / GIB,
                                                "Description",
                                                description,
                                                "ClientToken",
                                                token,
                                                "Timeout",
                                                TIMEOUT,
                                                "Tags",
                                                list))
                                .repeatable());
        Aws.good(answer, "EBS begins no snapshot");
        try {
            Map<String, ?> json = Json.object(answer.body());
            if (json.get("BlockSize") instanceof Number size && size.intValue() != BLOCK_BYTES) {
                throw new UploadException("EBS wants blocks of " + size + " bytes", "");
            }
            return Optional.ofNullable(json.get("SnapshotId"))
                    .map(Object::toString)
                    .filter(id -> id.matches("snap-[0-9a-f]{8,40}"))
                    .orElseThrow(() -> new UploadException("EBS's snapshot has no id", ""));
        } catch (JsonException e) {
            throw new UploadException("EBS's answer " + e.getMessage(), "");
        }
    }

    /**
     * Sends the blocks, and seals the snapshot.
     *
     * @param progress hears what part is done
     * @return how many blocks were sent
     */
    int fill(String snapshot, Path disk, DoubleConsumer progress)
            throws UploadException, IOException, InterruptedException {
        AtomicInteger sent = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (FileChannel channel = FileChannel.open(disk)) {
            long blocks = (channel.size() + BLOCK_BYTES - 1) / BLOCK_BYTES;
            AtomicLong next = new AtomicLong();
            ExecutorCompletionService<Boolean> service = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < THREADS; i++) {
                service.submit(
                        () -> {
                            byte[] block = new byte[BLOCK_BYTES];
                            for (long n = next.getAndIncrement();
                                    n < blocks;
                                    n = next.getAndIncrement()) {
                                read(channel, n, block);
                                if (!Arrays.equals(block, ZEROS)) {
                                    put(snapshot, n, block);
                                    sent.incrementAndGet();
                                }
                                progress.accept((double) n / blocks);
                            }
                            return true;
                        });
            }
            for (int i = 0; i < THREADS; i++) {
                result(service.take());
            }
        } finally {
            pool.shutdownNow();
        }
        complete(snapshot, sent.get());
        return sent.get();
    }

    private static void result(Future<Boolean> future)
            throws UploadException, IOException, InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UploadException failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    /** The last one is filled up with zeros. */
    private static void read(FileChannel channel, long block, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long at = block * BLOCK_BYTES;
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, at + buffer.position());
            if (n < 0) {
                Arrays.fill(bytes, buffer.position(), bytes.length, (byte) 0);
                return;
            }
        }
    }

    private void put(String snapshot, long block, byte[] bytes)
            throws UploadException, IOException, InterruptedException {
        byte[] digest = Sha256.newDigest().digest(bytes);
        WebAnswer answer =
                aws.rest(
                        "ebs",
                        WebRequest.of("PUT", "/snapshots/%s/blocks/%d".formatted(snapshot, block))
                                .sending("application/octet-stream", WebContent.of(bytes))
                                .with("x-amz-Data-Length", String.valueOf(BLOCK_BYTES))
                                .with("x-amz-Checksum-Algorithm", "SHA256")
                                .with("x-amz-Checksum", Base64.getEncoder().encodeToString(digest))
                                .with(AwsSignature.CONTENT, Sha256.ofBytes(digest).hex()));
        Aws.good(answer, "EBS does not take block " + block);
    }

    private void complete(String snapshot, int blocks)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer =
                aws.rest(
                        "ebs",
                        WebRequest.of("POST", "/snapshots/completion/" + snapshot)
                                .with("x-amz-ChangedBlocksCount", String.valueOf(blocks))
                                .repeatable());
        Aws.good(answer, "EBS does not seal the snapshot");
    }
}
