package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;

/** Images and snapshots of EC2 in one region. */
final class Ec2 {

    /** What all that a build makes is tagged with, so that it can be found again. */
    static final String BUILD = "image-factory-build";

    private static final Duration LIMIT = Duration.ofHours(3);
    private static final String ROOT = "/dev/xvda";

    private final Aws aws;

    Ec2(Aws aws) {
        this.aws = aws;
    }

    /**
     * What an image says of itself.
     *
     * @param architecture by EC2's word
     * @param bootMode by EC2's word
     */
    record Description(
            String name, String text, String architecture, String bootMode, String volumeType) {}

    /** Makes an image of a snapshot. */
    String register(String snapshot, Description image, Map<String, String> tags)
            throws UploadException, IOException, InterruptedException {
        Map<String, String> form = registration(snapshot, image, tags);
        WebAnswer answer = aws.ec2("RegisterImage", form, false);
        return id("ami", AwsXml.read(good(answer, "EC2 makes no image").body()).text("imageId"));
    }

    /** Whether somebody may make an image; nothing is made. */
    AwsFailure tryRegister(Description image)
            throws UploadException, IOException, InterruptedException {
        Map<String, String> form =
                registration("snap-00000000000000000", image, Map.of(BUILD, "check"));
        form.put("DryRun", "true");
        return AwsFailure.of(aws.ec2("RegisterImage", form, true));
    }

    private static Map<String, String> registration(
            String snapshot, Description image, Map<String, String> tags) {
        Map<String, String> form = new TreeMap<>();
        form.put("Name", image.name());
        form.put("Description", image.text());
        form.put("Architecture", image.architecture());
        form.put("RootDeviceName", ROOT);
        form.put("VirtualizationType", "hvm");
        form.put("EnaSupport", "true");
        form.put("BootMode", image.bootMode());
        form.put("BlockDeviceMapping.1.DeviceName", ROOT);
        form.put("BlockDeviceMapping.1.Ebs.SnapshotId", snapshot);
        form.put("BlockDeviceMapping.1.Ebs.VolumeType", image.volumeType());
        form.put("BlockDeviceMapping.1.Ebs.DeleteOnTermination", "true");
        tags(form, "image", tags);
        return form;
    }

    /** Copies an image from another region to here, without its tags. */
    String copy(String from, String image, String name, String token)
            throws UploadException, IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>();
        form.put("SourceRegion", from);
        form.put("SourceImageId", image);
        form.put("Name", name);
        form.put("ClientToken", token);
        WebAnswer answer = aws.ec2("CopyImage", form, true);
        return id(
                "ami",
                AwsXml.read(good(answer, "EC2 does not copy the image").body()).text("imageId"));
    }

    /** Tags an image or a snapshot. */
    void tag(String resource, Map<String, String> tags)
            throws UploadException, IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>();
        form.put("ResourceId.1", resource);
        number(form, "Tag", tags);
        good(aws.ec2("CreateTags", form, true), "EC2 does not tag " + resource);
    }

    /** Waits until a snapshot is whole. */
    void awaitSnapshot(String id) throws UploadException, IOException, InterruptedException {
        await("DescribeSnapshots", "SnapshotId.1", id, "status", "completed");
    }

    /** Waits until an image can be started. */
    void awaitImage(String id) throws UploadException, IOException, InterruptedException {
        await("DescribeImages", "ImageId.1", id, "imageState", "available");
    }

    private void await(String action, String parameter, String id, String field, String good)
            throws UploadException, IOException, InterruptedException {
        Waiting waiting = new Waiting(LIMIT, id + " to be " + good);
        int unknown = 0;
        while (true) {
            WebAnswer answer = aws.ec2(action, Map.of(parameter, id), true);
            // what was made a moment ago need not be known everywhere
            if (!AwsFailure.of(answer).code().endsWith(".NotFound") || ++unknown > 10) {
                AwsXml xml = AwsXml.read(good(answer, "EC2 does not tell of " + id).body());
                String state = xml.text(field);
                if (state.equals(good)) {
                    return;
                }
                if (!state.equals("pending") && !state.isEmpty()) {
                    String why = xml.find("stateReason").map(x -> x.text("message")).orElse("");
                    throw new UploadException(
                            "%s has become %s: %s"
                                    .formatted(
                                            id,
                                            PrintableText.of(state),
                                            PrintableText.of(
                                                    why.isEmpty()
                                                            ? xml.text("statusMessage")
                                                            : why)),
                            "");
                }
            }
            waiting.pause();
        }
    }

    /** Lets other accounts start an image, and copy it. */
    void share(String image, List<String> accounts)
            throws UploadException, IOException, InterruptedException {
        if (accounts.isEmpty()) {
            return;
        }
        permit("ModifyImageAttribute", "ImageId", image, "LaunchPermission", accounts);
        List<String> others = accounts.stream().filter(each -> !each.equals("all")).toList();
        if (!others.isEmpty()) {
            for (String snapshot : snapshots(image)) {
                permit(
                        "ModifySnapshotAttribute",
                        "SnapshotId",
                        snapshot,
                        "CreateVolumePermission",
                        others);
            }
        }
    }

    private void permit(
            String action, String parameter, String id, String permission, List<String> accounts)
            throws UploadException, IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>();
        form.put(parameter, id);
        int n = 1;
        for (String account : accounts) {
            boolean all = account.equals("all");
            form.put("%s.Add.%d.%s".formatted(permission, n++, all ? "Group" : "UserId"), account);
        }
        if (action.startsWith("ModifySnapshot")) {
            form.put("Attribute", "createVolumePermission");
        }
        good(aws.ec2(action, form, true), "EC2 does not share " + id);
    }

    /** The images of a build. */
    List<String> imagesOf(String build) throws UploadException, IOException, InterruptedException {
        return ofBuild("DescribeImages", "imageId", build);
    }

    /** The snapshots of a build. */
    List<String> snapshotsOf(String build)
            throws UploadException, IOException, InterruptedException {
        return ofBuild("DescribeSnapshots", "snapshotId", build);
    }

    private List<String> ofBuild(String action, String field, String build)
            throws UploadException, IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>();
        form.put("Owner.1", "self");
        form.put("Filter.1.Name", "tag:" + BUILD);
        form.put("Filter.1.Value.1", build);
        WebAnswer answer = aws.ec2(action, form, true);
        return AwsXml.read(good(answer, "EC2 lists nothing").body()).texts(field);
    }

    /** What an image is made of; tells nothing of one that is gone. */
    Set<String> snapshots(String image) throws UploadException, IOException, InterruptedException {
        WebAnswer answer = aws.ec2("DescribeImages", Map.of("ImageId.1", image), true);
        if (isGone(answer)) {
            return Set.of();
        }
        return new LinkedHashSet<>(
                AwsXml.read(good(answer, "EC2 does not tell of " + image).body())
                        .texts("snapshotId"));
    }

    /** Removes an image; done if it is gone already. Its snapshots stay. */
    void deregister(String image) throws UploadException, IOException, InterruptedException {
        WebAnswer answer = aws.ec2("DeregisterImage", Map.of("ImageId", image), true);
        if (!isGone(answer)) {
            good(answer, "EC2 does not remove the image " + image);
        }
    }

    /** Removes a snapshot; done if it is gone already. */
    void deleteSnapshot(String id) throws UploadException, IOException, InterruptedException {
        WebAnswer answer = aws.ec2("DeleteSnapshot", Map.of("SnapshotId", id), true);
        if (!isGone(answer)) {
            good(answer, "EC2 does not remove the snapshot " + id);
        }
    }

    /** Adds tags for what is made together with a request. */
    static void tags(Map<String, String> form, String resource, Map<String, String> tags) {
        form.put("TagSpecification.1.ResourceType", resource);
        number(form, "TagSpecification.1.Tag", tags);
    }

    private static void number(Map<String, String> form, String list, Map<String, String> tags) {
        int n = 1;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            form.put("%s.%d.Key".formatted(list, n), tag.getKey());
            form.put("%s.%d.Value".formatted(list, n++), tag.getValue());
        }
    }

    /** What EC2 calls something, if it is of that kind. */
    static String id(String kind, String text) throws UploadException {
        if (!text.matches(kind + "-[0-9a-f]{8,40}")) {
            throw new UploadException("EC2 has made something without telling its id", "");
        }
        return text;
    }

    private static boolean isGone(WebAnswer answer) {
        String code = answer.isGood() ? "" : AwsFailure.of(answer).code();
        return code.endsWith(".NotFound") || code.equals("InvalidAMIID.Unavailable");
    }

    private static WebAnswer good(WebAnswer answer, String otherwise) throws UploadException {
        return Aws.good(answer, otherwise);
    }
}
