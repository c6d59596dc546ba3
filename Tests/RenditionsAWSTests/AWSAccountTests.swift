import AWSClient
import Renditions
import RenditionsAWS
import Testing

@Suite struct AWSAccountTests {
    @Test func anAccountWithoutARegionIsRefused() async throws {
        let error = await #expect(throws: StoreError.self) {
            _ = try await AWSAccount.load(environment: [:], home: nil)
        }
        #expect(error?.code == .invalidRequest)
        #expect(error?.message.contains("AWS_REGION") == true)
    }

    @Test func anAddressThatIsNoneIsRefusedWhenAServiceIsAskedFor() async throws {
        let account = try await AWSAccount.load(
            environment: ["AWS_REGION": "eu-central-1", "AWS_ENDPOINT_URL_S3": "nowhere"], home: nil)
        #expect(throws: (any Error).self) { _ = try account.services.client(of: .s3) }
        try await account.shutdown()
    }
}
