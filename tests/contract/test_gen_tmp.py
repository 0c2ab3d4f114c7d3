from tests.contract.test_generated import *
def test_x(generator):
    fs=failures(generator, EXAMPLES)
    import collections
    seen=collections.Counter(re.sub(r"curl.*|\(was .*?\)","",f)[:420] for f in fs)
    for k,v in seen.most_common(60): print(v,k); print()
