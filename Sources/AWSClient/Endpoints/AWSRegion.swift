/// A region, in one of AWS's partitions.
package struct AWSRegion: Hashable, Sendable, CustomStringConvertible {
    package let name: String

    /// - Throws: ``AWSError`` with code ``AWSError/Code/invalidConfiguration`` for what can't be a part of a host's name.
    package init(_ name: String) throws {
        guard !name.isEmpty, name.utf8.count <= 63, !name.hasPrefix("-"), !name.hasSuffix("-"),
            name.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
            })
        else {
            throw AWSError(
                .invalidConfiguration, "A region's name is not usable. It has small letters, digits and dashes.")
        }
        self.name = name
    }

    /// As in ARNs: `aws`, `aws-cn` or `aws-us-gov`.
    package var partition: String {
        name.hasPrefix("cn-") ? "aws-cn" : name.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    }

    /// What the names of the partition's hosts end in.
    package var domain: String { partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com" }

    /// Where a service is reached when nothing else was said.
    package func endpoint(of service: AWSService) -> AWSEndpoint {
        if service.signingName == "iam" {
            // One for the whole partition.
            switch partition {
            case "aws-cn": return AWSEndpoint(host: "iam.cn-north-1.\(domain)")
            case "aws-us-gov": return AWSEndpoint(host: "iam.us-gov.\(domain)")
            default: return AWSEndpoint(host: "iam.\(domain)")
            }
        }
        return AWSEndpoint(host: "\(service.endpointName).\(name).\(domain)")
    }

    /// The region that requests to a service are signed for.
    package func signingRegion(of service: AWSService) -> String {
        guard service.signingName == "iam" else { return name }
        return switch partition {
        case "aws-cn": "cn-north-1"
        case "aws-us-gov": "us-gov-west-1"
        default: "us-east-1"
        }
    }

    package var description: String { name }
}
