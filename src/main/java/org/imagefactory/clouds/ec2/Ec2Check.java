package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.util.Map;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CheckJob.Result;

/** Tries EC2; makes nothing. */
final class Ec2Check {

    /** Service Quotas' number for how many images a region takes. */
    private static final String IMAGES = "L-B665C33B";

    private static final String NOT_AMAZON =
            "what answers there is not Amazon; are AWS_ENDPOINT_URL and the network right?";

    private final CheckJob job;
    private final Aws aws;
    private final Ec2Provider provider;

    private Ec2Check(CheckJob job, Aws aws, Ec2Provider provider) {
        this.job = job;
        this.aws = aws;
        this.provider = provider;
    }

    static void run(CheckJob job, Map<String, String> environment)
            throws BuildException, InterruptedException {
        Ec2Provider provider = Ec2Provider.of(job.provider());
        AwsCredentials credentials = AwsCredentials.of(job.credentials(), environment);
        try (Web web = Web.impatient()) {
            Aws aws = new Aws(web, credentials, provider.region(), environment);
            Ec2Check check = new Ec2Check(job, aws, provider);
            check.login(credentials.account().replace("-", ""));
            for (String region : provider.regions()) {
                check.region(region);
            }
            check.rights();
            check.bucket();
            check.quota();
        } catch (IOException e) {
            throw Ec2Push.broken(e);
        }
    }

    private void login(String expected) throws UploadException, IOException, InterruptedException {
        AwsXml identity = aws.identity();
        String account = identity.text("Account");
        if (account.isEmpty()) {
            job.tell("login", Result.FAILED, NOT_AMAZON);
            return;
        }
        boolean same = expected.isEmpty() || expected.equals(account);
        job.tell(
                "login",
                same ? Result.OK : Result.FAILED,
                "signed in as %s of the account %s%s"
                        .formatted(
                                identity.text("Arn").replaceFirst(".*:", ""),
                                account,
                                same ? "" : ", but the credentials say account " + expected));
    }

    private void region(String region) throws UploadException, IOException, InterruptedException {
        WebAnswer answer =
                aws.ec2(
                        "DescribeRegions",
                        Map.of("RegionName.1", region, "AllRegions", "true"),
                        true);
        if (!answer.isGood()) {
            job.tell("region", Result.FAILED, region + ": " + said(answer));
            return;
        }
        AwsXml regions = AwsXml.read(answer.body());
        if (regions.find("regionName").isEmpty()) {
            job.tell("region", Result.FAILED, region + ": " + NOT_AMAZON);
            return;
        }
        boolean off = regions.text("optInStatus").equals("not-opted-in");
        job.tell(
                "region",
                off ? Result.FAILED : Result.OK,
                region + (off ? " is not switched on for this account" : " is there"));
    }

    private void rights() throws UploadException, IOException, InterruptedException {
        AwsFailure failure =
                new Ec2(aws)
                        .tryRegister(
                                new Ec2.Description(
                                        "image-factory check",
                                        "",
                                        "x86_64",
                                        "legacy-bios",
                                        provider.volumeType()));
        if (failure.code().equals("DryRunOperation")) {
            job.tell("rights", Result.OK, "images may be made");
        } else {
            job.tell(
                    "rights",
                    failure.isForbidden() ? Result.FAILED : Result.UNKNOWN,
                    "RegisterImage: %s, %s".formatted(failure.code(), failure.message()));
        }
        job.tell(
                "rights",
                Result.UNKNOWN,
                "whether snapshots may be uploaded (ebs:StartSnapshot, ebs:PutSnapshotBlock,"
                        + " ebs:CompleteSnapshot) shows only when one is");
    }

    private void bucket() throws IOException, InterruptedException {
        if (provider.bucket().isPresent()) {
            String bucket = provider.bucket().get();
            WebAnswer answer = aws.rest("s3", WebRequest.of("HEAD", "/" + bucket));
            job.tell(
                    "bucket",
                    answer.isGood() ? Result.OK : Result.FAILED,
                    "%s: %s"
                            .formatted(
                                    bucket,
                                    answer.isGood() ? "it is there" : "HTTP " + answer.status()));
        }
    }

    private void quota() throws IOException, InterruptedException {
        WebAnswer answer =
                aws.json(
                        "servicequotas",
                        "ServiceQuotasV20190624.GetServiceQuota",
                        Map.of("ServiceCode", "ec2", "QuotaCode", IMAGES));
        WebAnswer images = aws.ec2("DescribeImages", Map.of("Owner.1", "self"), true);
        if (!images.isGood() || !answer.isGood()) {
            job.tell("quota", Result.UNKNOWN, said(images.isGood() ? answer : images));
            return;
        }
        int used = AwsXml.read(images.body()).items("imagesSet", "item").size();
        try {
            if (Json.object(answer.body()).get("Quota") instanceof Map<?, ?> quota
                    && quota.get("Value") instanceof Number value) {
                job.tell(
                        "quota",
                        used < value.longValue() ? Result.OK : Result.FAILED,
                        "%d of %d images are there".formatted(used, value.longValue()));
                return;
            }
        } catch (JsonException e) {
            // nobody can tell
        }
        job.tell(
                "quota",
                Result.UNKNOWN,
                used + " images are there; AWS does not tell how many fit");
    }

    private static String said(WebAnswer answer) {
        AwsFailure failure = AwsFailure.of(answer);
        return "%s, %s".formatted(failure.code(), failure.message());
    }
}
