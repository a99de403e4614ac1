package io.farseek.root.file;

import java.util.ArrayList;
import java.util.List;

/** ROOT's own tree classes in their current versions, for files that store no class descriptions. */
final class BuiltInClasses {

    /** One class a line: name, version, then members as type number, name and counter or type. A type of 0 is a base class. */
    private static final String CLASSES = """
            TAttLine 2 2:fLineColor 2:fLineStyle 2:fLineWidth
            TAttFill 2 2:fFillColor 2:fFillStyle
            TAttMarker 2 2:fMarkerColor 2:fMarkerStyle 5:fMarkerSize
            ROOT::TIOFeatures 1 11:fIOBits
            TTree 20 0:TNamed 0:TAttLine 0:TAttFill 0:TAttMarker 16:fEntries 16:fTotBytes 16:fZipBytes 16:fSavedBytes \
            16:fFlushedBytes 8:fWeight 3:fTimerInterval 3:fScanField 3:fUpdate 3:fDefaultEntryOffsetLen 6:fNClusterRange \
            16:fMaxEntries 16:fMaxEntryLoop 16:fMaxVirtualSize 16:fAutoSave 16:fAutoFlush 16:fEstimate \
            56:fClusterRangeEnd:fNClusterRange 56:fClusterSize:fNClusterRange 62:fIOFeatures:ROOT::TIOFeatures \
            61:fBranches:TObjArray 61:fLeaves:TObjArray 64:fAliases:TList* 62:fIndexValues:TArrayD 62:fIndex:TArrayI \
            64:fTreeIndex:TVirtualIndex* 64:fFriends:TList* 64:fUserInfo:TList* 64:fBranchRef:TBranchRef*
            TTree 19 0:TNamed 0:TAttLine 0:TAttFill 0:TAttMarker 16:fEntries 16:fTotBytes 16:fZipBytes 16:fSavedBytes \
            16:fFlushedBytes 8:fWeight 3:fTimerInterval 3:fScanField 3:fUpdate 3:fDefaultEntryOffsetLen 6:fNClusterRange \
            16:fMaxEntries 16:fMaxEntryLoop 16:fMaxVirtualSize 16:fAutoSave 16:fAutoFlush 16:fEstimate \
            56:fClusterRangeEnd:fNClusterRange 56:fClusterSize:fNClusterRange \
            61:fBranches:TObjArray 61:fLeaves:TObjArray 64:fAliases:TList* 62:fIndexValues:TArrayD 62:fIndex:TArrayI \
            64:fTreeIndex:TVirtualIndex* 64:fFriends:TList* 64:fUserInfo:TList* 64:fBranchRef:TBranchRef*
            TNtuple 2 0:TTree 3:fNvar
            TNtupleD 1 0:TTree 3:fNvar
            TBranch 13 0:TNamed 0:TAttFill 3:fCompress 3:fBasketSize 3:fEntryOffsetLen 3:fWriteBasket 16:fEntryNumber \
            62:fIOFeatures:ROOT::TIOFeatures 3:fOffset 6:fMaxBaskets 3:fSplitLevel 16:fEntries 16:fFirstEntry 16:fTotBytes \
            16:fZipBytes 61:fBranches:TObjArray 61:fLeaves:TObjArray 61:fBaskets:TObjArray 43:fBasketBytes:fMaxBaskets \
            56:fBasketEntry:fMaxBaskets 56:fBasketSeek:fMaxBaskets 65:fFileName
            TBranch 12 0:TNamed 0:TAttFill 3:fCompress 3:fBasketSize 3:fEntryOffsetLen 3:fWriteBasket 16:fEntryNumber \
            3:fOffset 6:fMaxBaskets 3:fSplitLevel 16:fEntries 16:fFirstEntry 16:fTotBytes \
            16:fZipBytes 61:fBranches:TObjArray 61:fLeaves:TObjArray 61:fBaskets:TObjArray 43:fBasketBytes:fMaxBaskets \
            56:fBasketEntry:fMaxBaskets 56:fBasketSeek:fMaxBaskets 65:fFileName
            TBranchElement 10 0:TBranch 65:fClassName 65:fParentName 65:fClonesName 13:fCheckSum 2:fClassVersion 3:fID 3:fType \
            3:fStreamerType 3:fMaximum 64:fBranchCount:TBranchElement* 64:fBranchCount2:TBranchElement*
            TBranchObject 1 0:TBranch 65:fClassName
            TLeaf 2 0:TNamed 3:fLen 3:fLenType 3:fOffset 18:fIsRange 18:fIsUnsigned 64:fLeafCount:TLeaf*
            TLeafElement 1 0:TLeaf 3:fID 3:fType
            TLeafObject 4 0:TLeaf 18:fVirtual
            TLeafO 1 0:TLeaf 18:fMinimum 18:fMaximum
            TLeafB 1 0:TLeaf 1:fMinimum 1:fMaximum
            TLeafC 1 0:TLeaf 3:fMinimum 3:fMaximum
            TLeafS 1 0:TLeaf 2:fMinimum 2:fMaximum
            TLeafI 1 0:TLeaf 3:fMinimum 3:fMaximum
            TLeafL 1 0:TLeaf 16:fMinimum 16:fMaximum
            TLeafG 1 0:TLeaf 4:fMinimum 4:fMaximum
            TLeafF 1 0:TLeaf 5:fMinimum 5:fMaximum
            TLeafD 1 0:TLeaf 8:fMinimum 8:fMaximum
            """;

    private BuiltInClasses() {}

    static List<ClassInfo> all() {
        List<ClassInfo> classes = new ArrayList<>();
        for (String line : CLASSES.lines().toList()) {
            String[] words = line.trim().split(" +", -1);
            List<StreamerElement> elements = new ArrayList<>();
            for (int i = 2; i < words.length; i++) {
                elements.add(element(words[i]));
            }
            classes.add(new ClassInfo(words[0], Integer.parseInt(words[1]), 0, elements));
        }
        return classes;
    }

    private static StreamerElement element(String word) {
        String[] parts = word.split(":", 3);
        int type = Integer.parseInt(parts[0]);
        String last = parts.length > 2 ? parts[2] : "";
        boolean counted = type > 40 && type < 60;
        return new StreamerElement(
                type == 0 ? "TStreamerBase" : "TStreamerElement",
                parts[1],
                "",
                type,
                0,
                "",
                counted ? "" : last,
                counted ? last : "",
                -1);
    }
}
